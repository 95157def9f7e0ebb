// stratgen doctor: which language models and sources of market data are ready, and whether the rest
// of the house is in order.
#include "runtime/fetch/sources.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/doctor_call.hpp"
#include "tools/cli/doctor_house.hpp"
#include "tools/cli/dot_env.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/llm_flags.hpp"
#include "tools/cli/provider_flags.hpp"
#include "tools/cli/table.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

struct DoctorFlags {
  ProviderChoice choice;
  bool call = false;
};

struct Patient {
  Provider provider;
  std::optional<Result<DoctorCall>> call = {};
};

// A source of market data; it is not called, so that nobody's daily quota is spent.
struct DataSource {
  std::string name;
  std::string host;
  std::string timeframes;
  std::string missing;  // what to set; "" if it is ready
};

// The services, the one that the flags name as they say it, and who answers.
struct Patients {
  std::vector<Patient> list;
  std::string answers = "replay";
  std::vector<DataSource> sources;
  std::string fetches;  // the source of bars that are missing, "" if there is none
};

// "api.openai.com" of "https://api.openai.com/v1".
std::string host_of(const std::string& url) {
  const std::size_t scheme = url.find("://");
  const std::size_t begin = scheme == url.npos ? 0 : scheme + 3;
  const std::string host = url.substr(begin, url.find('/', begin) - begin);
  return host.substr(host.rfind('@') + 1);  // npos + 1 is 0
}

std::vector<DataSource> find_sources(const Setting& setting) {
  std::vector<DataSource> sources;
  for (const SourceKind& kind : source_kinds()) {
    DataSource source{.name = std::string(kind.name),
                      .host = host_of(std::string(kind.base_url)),
                      .timeframes = fmt::format("{}", fmt::join(kind.timeframes, " ")),
                      .missing = {}};
    if (const auto access = source_access(kind, setting)) {
      source.host = host_of(access->base_url);
    } else {
      source.missing = access.error().message.substr(kind.name.size() + 2);
    }
    sources.push_back(std::move(source));
  }
  return sources;
}

Result<Patients> find_patients(const DoctorFlags& flags, const Context& context) {
  STRATGEN_TRY(const Setting setting, settings_here());
  // A models.json that cannot be read is reported with the house.
  auto models = models_of(context);
  if (!models) models = Models::load({});
  if (!models) return tl::unexpected(models.error());
  STRATGEN_TRY(const auto chosen, choose_provider(flags.choice, setting, *models));
  Patients patients;
  for (Provider& provider : known_providers(setting, *models)) {
    const bool answers = chosen && chosen->name == provider.name;
    patients.list.push_back({answers ? *chosen : std::move(provider)});
  }
  if (chosen) patients.answers = chosen->name;
  patients.sources = find_sources(setting);
  patients.fetches = setting(data_source_setting);
  return patients;
}

std::string price_text(const TokenPrices& prices) {
  if (prices.input == 0 && prices.output == 0) return "free";
  return fmt::format("${} in, ${} cached, ${} out", prices.input, prices.cached_input,
                     prices.output);
}

std::string call_text(const Result<DoctorCall>& call) {
  if (!call) return call.error().message;
  return fmt::format("answered in {:.2f} s, {} tokens in, {} out, ${:.6f}", call->seconds,
                     call->usage.input, call->usage.output, call->cost);
}

Json patient_json(const Patient& patient) {
  const Provider& provider = patient.provider;
  Json json = {{"name", provider.name},
               {"ready", provider.ready()},
               {"missing", provider.missing},
               {"model", provider.endpoint.model},
               {"host", host_of(provider.endpoint.base_url)},
               {"dollars_per_million_tokens",
                {{"input", provider.model.prices.input},
                 {"cached_input", provider.model.prices.cached_input},
                 {"cache_write", provider.model.prices.cache_write},
                 {"output", provider.model.prices.output}}},
               {"call", nullptr}};
  if (!patient.call) return json;
  const Result<DoctorCall>& call = *patient.call;
  json["call"] = call ? Json{{"ok", true},
                             {"seconds", call->seconds},
                             {"input", call->usage.input},
                             {"output", call->usage.output},
                             {"cost", call->cost}}
                      : Json{{"ok", false}, {"error", call.error().message}};
  return json;
}

void show_json(const Patients& patients, const std::vector<HouseCheck>& house, Context& context) {
  Json providers = Json::array(), checks = Json::array();
  for (const Patient& patient : patients.list) providers.push_back(patient_json(patient));
  for (const HouseCheck& check : house)
    checks.push_back({{"name", check.name}, {"ok", check.good}, {"text", check.text}});
  Json sources = Json::array();
  for (const DataSource& source : patients.sources) {
    sources.push_back({{"name", source.name},
                       {"ready", source.missing.empty()},
                       {"missing", source.missing},
                       {"host", source.host}});
  }
  context.out.line(json_text({{"answers_from", patients.answers},
                              {"providers", providers},
                              {"fetches_from", patients.fetches},
                              {"sources", sources},
                              {"house", checks}}));
}

void show(const Patients& patients, const std::vector<HouseCheck>& house, Context& context) {
  const auto mark = [&](bool good, Colour otherwise) {
    return context.out.paint(good ? Colour::Green : otherwise, good ? "ok" : "--");
  };
  Table models({{""}, {"provider"}, {"model"}, {"host"}, {"a million tokens"}, {"state"}});
  for (const Patient& patient : patients.list) {
    const Provider& p = patient.provider;
    const bool failed = patient.call && !*patient.call;
    const std::string state = patient.call ? call_text(*patient.call)
                              : p.ready()  ? "ready"
                                           : p.missing;
    models.row({mark(p.ready() && !failed, failed ? Colour::Red : Colour::Dim), p.name,
                one_line(p.endpoint.model), one_line(host_of(p.endpoint.base_url)),
                p.ready() ? price_text(p.model.prices) : "", one_line(state)});
  }
  const int columns = context.out.is_terminal() ? context.out.columns() : 0;
  context.out.write(models.text(context.out, columns));
  context.out.line(fmt::format("Answers come from {}.\n", patients.answers));
  Table sources({{""}, {"market data"}, {"host"}, {"bars"}, {"state"}});
  for (const DataSource& source : patients.sources) {
    const bool ready = source.missing.empty();
    sources.row({mark(ready, Colour::Dim), source.name, one_line(source.host), source.timeframes,
                 ready ? "ready" : one_line(source.missing)});
  }
  context.out.write(sources.text(context.out, columns));
  context.out.line(patients.fetches.empty()
                       ? fmt::format("Missing bars are not fetched; set {}=yahoo to change that.\n",
                                     data_source_setting)
                       : fmt::format("Missing bars come from {}.\n", one_line(patients.fetches)));
  Table checks({{""}, {"house"}, {"state"}});
  for (const HouseCheck& check : house)
    checks.row({mark(check.good, Colour::Red), check.name, one_line(check.text)});
  context.out.write(checks.text(context.out, columns));
}

// The first thing that is broken, as the command's end.
Result<void> diagnosis(const Patients& patients, const std::vector<HouseCheck>& house) {
  for (const Patient& patient : patients.list) {
    if (patient.call && !*patient.call) return tl::unexpected(patient.call->error());
  }
  for (const HouseCheck& check : house) {
    if (!check.good) return fail(Fault::Data, fmt::format("{}: {}", check.name, check.text));
  }
  for (const Patient& patient : patients.list) {
    const Provider& provider = patient.provider;
    if (!provider.ready() && !provider.endpoint.key.empty() && provider.name != "compatible")
      return fail(Fault::Usage, fmt::format("{}: {}", provider.name, provider.missing));
  }
  return {};
}

Result<void> examine(const DoctorFlags& flags, Context& context) {
  const std::atomic<bool>& interrupted = context.catch_interrupts();
  STRATGEN_TRY(Patients patients, find_patients(flags, context));
  const bool named = !flags.choice.provider.empty() || !flags.choice.base_url.empty();
  for (Patient& patient : patients.list) {
    const bool wanted = !named || patient.provider.name == patients.answers;
    if (flags.call && wanted && patient.provider.ready())
      patient.call = call_once(patient.provider, interrupted);
  }
  const std::vector<HouseCheck> house = check_house(context);
  context.json ? show_json(patients, house, context) : show(patients, house, context);
  return diagnosis(patients, house);
}

}  // namespace

void add_doctor_command(CLI::App& app, Action& chosen) {
  auto flags = std::make_shared<DoctorFlags>();
  CLI::App& command = *app.add_subcommand(
      "doctor", "Which language models are ready, and whether the rest is in order");
  command.footer("Example: stratgen doctor --call --provider openai");
  command.add_flag("--call", flags->call,
                   "Ask each that is ready, or the one named, one tiny question");
  add_provider_flags(command, flags->choice);
  command.callback([flags, &chosen] {
    chosen = [flags](Context& context) { return examine(*flags, context); };
  });
}

}  // namespace stratgen
