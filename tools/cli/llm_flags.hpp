// The flags that say who answers and for how much, and what they amount to: an Llm with all that
// stands behind it.
#pragma once

#include "compiler/llm/providers.hpp"
#include "compiler/llm/service_llm.hpp"
#include "tools/cli/context.hpp"

#include <memory>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace stratgen {

// As written on the command line.
struct LlmFlags {
  ProviderChoice choice;
  std::optional<double> budget;  // dollars
  bool fresh = false;
  int samples = 1;
  int repairs = 3;
  double timeout = 120;  // seconds of silence
};

void add_llm_flags(CLI::App& command, LlmFlags& flags);

// The models that stratgen knows and those of <workspace>/models.json.
Result<Models> models_of(const Context& context);

// Who answers. Moves freely; what it points to stays where it is.
class LanguageModel {
 public:
  // `on_event` comes from any thread; replay has none.
  static Result<LanguageModel> open(const LlmFlags& flags, const Context& context,
                                    const std::atomic<bool>& interrupted,
                                    std::function<void(const LlmEvent&)> on_event);

  LanguageModel(LanguageModel&&) noexcept;
  ~LanguageModel();

  Llm& llm() const;
  // For people: "replay, the recorded answers", "openai, gpt-5".
  std::string name() const;
  double spent() const;  // dollars, in this run
  // Dollars for a request and an answer of the usual length, nothing for replay.
  double usual_cost(const Request& request) const;

 private:
  struct Service;
  LanguageModel(std::unique_ptr<Llm> replay, std::unique_ptr<Service> service);
  std::unique_ptr<Llm> replay_;
  std::unique_ptr<Service> service_;
};

}  // namespace stratgen
