// ServiceLlm: a language model behind a service. What was asked before comes from the store of
// exchanges and costs nothing; what is new is held against the budget, asked, and kept.
#pragma once

#include "compiler/llm/budget.hpp"
#include "compiler/llm/codec.hpp"
#include "compiler/llm/exchange_store.hpp"
#include "compiler/llm/models.hpp"

#include <atomic>
#include <functional>
#include <mutex>
#include <set>

namespace stratgen {

// One thing that happened to a request, for logs and progress.
struct LlmEvent {
  enum class Kind {
    Answered,  // by the service
    Kept,      // the store had it
    Retrying,  // a try failed; another follows
    Failed,    // no answer will come
  };
  Kind kind;
  const Request& request;
  Completion completion = {};  // of Answered and Kept
  int tries = 0;
  double wait = 0.0;     // seconds until the next try
  std::string why = {};  // of Retrying and Failed
};

// What a ServiceLlm is made of; everything outlives it.
struct ServiceParts {
  std::string provider;  // "openai", "anthropic", "compatible"
  Endpoint endpoint;
  TokenPrices prices;
  const Codec& codec;
  HttpService& service;
  const ExchangeStore& exchanges;
  Budget& budget;
  const std::atomic<bool>& interrupted;
  bool fresh = false;                                  // ask again what the store has, once
  std::function<void(const LlmEvent&)> on_event = {};  // from any thread
};

class ServiceLlm final : public Llm {
 public:
  explicit ServiceLlm(ServiceParts parts) : parts_(std::move(parts)) {}

  // An exchange that began is waited for and kept, even if `interrupted` is set meanwhile.
  Result<Completion> complete(const Request& request) override;
  std::string identity(const Request& request) const override;

  // Why no further request can be answered in this run: the budget is spent, the key is refused, or
  // several requests in a row had no answer, each after all its tries. Refusals of single requests
  // count only as long as none was answered.
  std::optional<Error> stopped() const override;

 private:
  // Nothing if the service cannot enforce the schema that `mode` asks it to.
  Result<std::optional<Completion>> answer(const Request& request, SchemaMode mode);
  Result<std::optional<Completion>> ask(const Request& request, Exchange question,
                                        const std::string& id, SchemaMode mode);
  Result<std::optional<Completion>> kept(const Request& request, const std::string& id);
  void count_failure(const Error& error, bool refused);
  void tell(LlmEvent event) const;

  ServiceParts parts_;
  std::atomic<bool> states_schemas_ = false;  // the service cannot enforce them
  mutable std::mutex mutex_;
  std::set<std::string> asked_;  // in this run, by id
  bool has_answered_ = false;
  int failed_in_a_row_ = 0;           // requests that the service did not answer
  std::optional<Error> unreachable_;  // once they were too many
};

// The most that a request can cost: its text, and an answer of `max_output` tokens.
double most_it_can_cost(const Request& request, int max_output, const TokenPrices& prices);

}  // namespace stratgen
