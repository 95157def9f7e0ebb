#include "compiler/llm/service_llm.hpp"

#include "runtime/base/hash.hpp"
#include "runtime/http/foreign_text.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

namespace stratgen {
namespace {

// Specs and programs come to some 1,200 tokens, and few to more than twice that.
constexpr int shortest_answer = 3000;

// Requests without an answer, each after all its tries, that are enough to see that none will come.
constexpr int most_in_a_row = 3;

std::string now_utc() {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

Completion completion_of(const Exchange& exchange, const std::string& id) {
  return {.text = exchange.answer,
          .origin = fmt::format("{} at {}", exchange.answered_by, exchange.at),
          .provider = exchange.provider,
          .model = exchange.answered_by,
          .hash = sha256(exchange.answer),
          .exchange = id,
          .failure = exchange.failure,
          .usage = exchange.usage,
          .cost = exchange.cost,
          .seconds = exchange.seconds};
}

}  // namespace

double most_it_can_cost(const Request& request, int max_output, const TokenPrices& prices) {
  // The schema is sent beside the prompt; what is around the texts is little.
  const std::int64_t input = estimated_tokens(request.system) + estimated_tokens(request.user) +
                             estimated_tokens(request.schema) + 200;
  const double dearest_input = std::max(prices.input, prices.cache_write);
  return (static_cast<double>(input) * dearest_input + max_output * prices.output) / 1e6;
}

std::string ServiceLlm::identity(const Request&) const {
  return fmt::format("{}:{}", parts_.provider, parts_.endpoint.model);
}

std::optional<Error> ServiceLlm::stopped() const {
  if (auto why = parts_.budget.exhausted()) return Error{Fault::Safety, *why};
  if (auto why = parts_.service.closed()) {
    return Error{Fault::Service, fmt::format("{}: {}", parts_.provider, *why)};
  }
  const std::scoped_lock lock(mutex_);
  return unreachable_;
}

void ServiceLlm::count_failure(const Error& error, bool refused) {
  if (error.fault != Fault::Service) return;
  const std::scoped_lock lock(mutex_);
  // What a service refuses may be one request's fault, unless it has never answered any.
  if (refused && has_answered_) return;
  if (++failed_in_a_row_ >= most_in_a_row && !unreachable_) unreachable_ = error;
}

void ServiceLlm::tell(LlmEvent event) const {
  if (parts_.on_event) parts_.on_event(event);
}

Result<Completion> ServiceLlm::complete(const Request& request) {
  const bool state = states_schemas_ && !request.schema.empty();
  auto completion = answer(request, state ? SchemaMode::Stated : SchemaMode::Enforced);
  if (completion && !*completion) {
    states_schemas_ = true;
    completion = answer(request, SchemaMode::Stated);
  }
  if (completion) return **std::move(completion);
  tell({.kind = LlmEvent::Kind::Failed, .request = request, .why = completion.error().message});
  return tl::unexpected(std::move(completion.error()));
}

Result<std::optional<Completion>> ServiceLlm::answer(const Request& request, SchemaMode mode) {
  Exchange question{.provider = parts_.provider,
                    .endpoint = parts_.endpoint.base_url,
                    .model = parts_.endpoint.model,
                    .answered_by = {},
                    .name = answer_name(request),
                    .document = request.document,
                    .document_hash = request.document_hash,
                    .prompt_hash = request.prompt_hash,
                    .sample = request.sample,
                    .request = parts_.codec.body(request, parts_.endpoint, mode),
                    .answer = {},
                    .failure = {},
                    .usage = {},
                    .at = {}};
  const std::string id = exchange_id(question);
  STRATGEN_TRY(const ExchangeStore::Turn turn, parts_.exchanges.turn(id, parts_.interrupted));
  STRATGEN_TRY(std::optional<Completion> found, kept(request, id));
  if (found) return found;
  if (parts_.interrupted) return fail(Fault::Interrupted, "interrupted");
  return ask(request, std::move(question), id, mode);
}

Result<std::optional<Completion>> ServiceLlm::kept(const Request& request, const std::string& id) {
  if (parts_.fresh) {
    const std::scoped_lock lock(mutex_);
    if (asked_.insert(id).second) return std::nullopt;
  }
  STRATGEN_TRY(const std::optional<Exchange> exchange, parts_.exchanges.find(id));
  if (!exchange) return std::nullopt;
  Completion completion = completion_of(*exchange, id);
  tell({.kind = LlmEvent::Kind::Kept, .request = request, .completion = completion});
  return completion;
}

Result<std::optional<Completion>> ServiceLlm::ask(const Request& request, Exchange question,
                                                  const std::string& id, SchemaMode mode) {
  // Where the budget cannot bear the longest answer, a shorter one is asked for.
  const auto cost_with = [&](int max_output) {
    return most_it_can_cost(request, max_output, parts_.prices);
  };
  Endpoint endpoint = parts_.endpoint;
  STRATGEN_TRY(const double reserved,
               parts_.budget.reserve(cost_with(endpoint.max_output),
                                     cost_with(std::min(endpoint.max_output, shortest_answer))));
  while (endpoint.max_output > shortest_answer && cost_with(endpoint.max_output) > reserved) {
    endpoint.max_output = std::max(shortest_answer, endpoint.max_output / 2);
  }
  bool lacks_schemas = false;
  bool refused = false;
  const auto answered = parts_.service.call(
      {.request = parts_.codec.http(parts_.codec.body(request, endpoint, mode), endpoint),
       .read =
           [&](const HttpAnswer& answer) {
             const bool enforced = mode == SchemaMode::Enforced && !request.schema.empty();
             lacks_schemas = enforced && parts_.codec.lacks_schemas(answer);
             Reading reading = parts_.codec.read(answer, parts_.endpoint);
             refused = reading.disposition == Disposition::Refused;
             return reading;
           },
       .tokens = static_cast<double>(estimated_tokens(question.request)),
       .on_retry =
           [&](const Retrying& retry) {
             tell({.kind = LlmEvent::Kind::Retrying,
                   .request = request,
                   .tries = retry.tried,
                   .wait = retry.wait,
                   .why = retry.why});
           }});
  if (!answered) {
    parts_.budget.settle(reserved, 0.0);
    if (lacks_schemas) return std::nullopt;
    count_failure(answered.error(), refused);
    return tl::unexpected(answered.error());
  }
  {
    const std::scoped_lock lock(mutex_);
    failed_in_a_row_ = 0;
    has_answered_ = true;
  }
  question.usage = parts_.codec.usage(answered->answer);
  question.cost = cost(question.usage, parts_.prices);
  parts_.budget.settle(reserved, question.cost);
  question.answered_by = endpoint.model;
  question.seconds = answered->answer.seconds;
  question.tries = answered->tries;
  question.at = now_utc();
  if (auto read = parts_.codec.completion(answered->answer, endpoint)) {
    question.answered_by = read->model;
    question.answer = without_secret(std::move(read->text), endpoint.key);
  } else {
    question.failure = std::move(read.error().message);
  }
  // An answer that only the end of the budget cut short may be whole the next time.
  const bool final = question.failure.empty() || endpoint.max_output == parts_.endpoint.max_output;
  if (final) STRATGEN_CHECK(parts_.exchanges.keep(id, question));
  Completion completion = completion_of(question, id);
  tell({.kind = LlmEvent::Kind::Answered,
        .request = request,
        .completion = completion,
        .tries = answered->tries});
  return completion;
}

}  // namespace stratgen
