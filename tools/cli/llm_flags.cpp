#include "tools/cli/llm_flags.hpp"

#include "compiler/llm/replay.hpp"
#include "tools/cli/dot_env.hpp"
#include "tools/cli/provider_flags.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <random>

namespace stratgen {

// Everything that is behind a ServiceLlm, in the order in which each needs the one before.
struct LanguageModel::Service {
  Service(Provider chosen, const LlmFlags& flags, const std::filesystem::path& folder,
          const std::atomic<bool>& interrupted, std::function<void(const LlmEvent&)> on_event)
      : provider(std::move(chosen)),
        codec(make_codec(provider.codec)),
        client(HttpLimits{.first_byte_seconds = flags.timeout}),
        service(provider.name, client, provider.limits, RetryPolicy{}, interrupted,
                std::random_device{}()),
        exchanges(folder),
        budget(flags.budget),
        llm({.provider = provider.name,
             .endpoint = provider.endpoint,
             .prices = provider.model.prices,
             .codec = *codec,
             .service = service,
             .exchanges = exchanges,
             .budget = budget,
             .interrupted = interrupted,
             .fresh = flags.fresh,
             .on_event = std::move(on_event)}) {}

  Provider provider;
  std::unique_ptr<Codec> codec;
  HttpClient client;
  HttpService service;
  ExchangeStore exchanges;
  Budget budget;
  ServiceLlm llm;
};

void add_llm_flags(CLI::App& command, LlmFlags& flags) {
  const char* const group = "Language model";
  add_provider_flags(command, flags.choice);
  command.add_option("--budget", flags.budget, "Dollars: no call is made that could go beyond it")
      ->check(CLI::NonNegativeNumber)
      ->group(group);
  command
      .add_option("--timeout", flags.timeout,
                  "Seconds of silence before a call is given up and made again")
      ->check(CLI::Range(1.0, 3600.0))
      ->capture_default_str()
      ->group(group);
  command.add_flag("--fresh", flags.fresh, "Ask again what was asked before")->group(group);
  command.add_option("--samples", flags.samples, "Programs to ask for; the best is kept")
      ->check(CLI::Range(1, 64))
      ->capture_default_str()
      ->group(group);
  command
      .add_option("--repairs", flags.repairs,
                  "How often a program that fails is sent back with what is wrong")
      ->check(CLI::Range(0, 20))
      ->capture_default_str()
      ->group(group);
}

Result<Models> models_of(const Context& context) {
  return Models::load(context.workspace / "models.json");
}

LanguageModel::LanguageModel(std::unique_ptr<Llm> replay, std::unique_ptr<Service> service)
    : replay_(std::move(replay)), service_(std::move(service)) {}
LanguageModel::LanguageModel(LanguageModel&&) noexcept = default;
LanguageModel::~LanguageModel() = default;

Result<LanguageModel> LanguageModel::open(const LlmFlags& flags, const Context& context,
                                          const std::atomic<bool>& interrupted,
                                          std::function<void(const LlmEvent&)> on_event) {
  STRATGEN_TRY(const Setting setting, settings_here());
  STRATGEN_TRY(const Models models, models_of(context));
  STRATGEN_TRY(const auto provider, choose_provider(flags.choice, setting, models));
  if (!provider) {
    return LanguageModel(std::make_unique<ReplayLlm>(context.home.generated()), nullptr);
  }
  return LanguageModel(nullptr,
                       std::make_unique<Service>(*provider, flags, context.workspace / "exchanges",
                                                 interrupted, std::move(on_event)));
}

Llm& LanguageModel::llm() const { return service_ ? service_->llm : *replay_; }

std::string LanguageModel::name() const {
  if (!service_) return "replay";
  return fmt::format("{}, {}", service_->provider.name, service_->provider.endpoint.model);
}

double LanguageModel::spent() const { return service_ ? service_->budget.spent() : 0.0; }

double LanguageModel::usual_cost(const Request& request) const {
  if (!service_) return 0.0;
  // Programs and specs of the recorded strategies come to some 1,200 tokens; how long a model
  // thinks before is not known.
  Usage usage{.output = 1500};
  usage.input = static_cast<std::int64_t>(request.system.size() + request.user.size()) / 4;
  return cost(usage, service_->provider.model.prices);
}

}  // namespace stratgen
