#include "tools/cli/sweep_flags.hpp"

#include "tools/cli/pipeline_flags.hpp"
#include "tools/cli/strategy_loader.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <charconv>
#include <utility>

namespace stratgen {
namespace {

constexpr std::uint32_t most_top = 10'000;
constexpr std::uint32_t most_keep = 10'000'000;
constexpr std::uint32_t most_shards = 100'000;

template <class T>
std::optional<T> whole_number(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Result<void> parse_shard(const std::string& text, SweepPlan& plan) {
  const std::size_t slash = text.find('/');
  const auto shard = whole_number<std::uint32_t>(text.substr(0, slash));
  const auto shards =
      slash == text.npos ? std::nullopt : whole_number<std::uint32_t>(text.substr(slash + 1));
  if (!shard || !shards || *shard < 1 || *shard > *shards || *shards > most_shards) {
    return fail(Fault::Usage,
                fmt::format("--shard {}: write which part of how many, as in 1/4", text));
  }
  plan.shard = *shard;
  plan.shards = *shards;
  return {};
}

Result<void> check_out(const SweepFlags& flags, const SweepSettings& settings) {
  if (flags.out.empty()) {
    const char* const needs = flags.keep != 0 ? "--keep" : flags.reset ? "--reset" : nullptr;
    if (needs != nullptr)
      return fail(Fault::Usage, fmt::format("{} is about a file; add --out FILE.sqlite", needs));
    return {};
  }
  const std::filesystem::path extension = settings.out.extension();
  if (extension != ".sqlite" && extension != ".csv") {
    return fail(Fault::Usage, fmt::format("--out {}: name a .sqlite or a .csv file", flags.out));
  }
  if (settings.plan.shards > 1 && extension == ".csv") {
    return fail(Fault::Usage, fmt::format("--out {}: shards are merged from .sqlite files; sweep "
                                          "merge makes a .csv of them",
                                          flags.out));
  }
  if (flags.keep != 0 && flags.keep < flags.top) {
    return fail(Fault::Usage, fmt::format("--keep {}: keep at least as many as --top shows, {}",
                                          flags.keep, flags.top));
  }
  return {};
}

Result<std::vector<std::string>> list_of(const char* flag, const std::string& text) {
  std::vector<std::string> list = comma_list(text);
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i].empty())
      return fail(Fault::Usage,
                  fmt::format("{} {}: there is nothing between two commas", flag, text));
    if (std::find(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(i), list[i]) !=
        list.begin() + static_cast<std::ptrdiff_t>(i))
      return fail(Fault::Usage, fmt::format("{} {}: {} is there twice", flag, text, list[i]));
  }
  return list;
}

Result<void> check_search(const SweepFlags& flags, const SweepSettings& settings) {
  const auto refuse = [&](const char* flag, const char* why) {
    return fail(Fault::Usage, fmt::format("{} with --method {}: {}", flag, flags.method, why));
  };
  if (settings.plan.shards > 1) return refuse("--shard", "what it tries next depends on all cells");
  if (flags.keep != 0) return refuse("--keep", "it goes on from all cells that it tried");
  return check_objectives(settings.search->method, settings.objectives.size());
}

// Random search draws from the grid as --max-tries does.
Result<void> choose_method(const SweepFlags& flags, SweepSettings& settings) {
  if (flags.method == "grid") return {};
  STRATGEN_TRY(const SearchMethod method, parse_search_method(flags.method));
  const std::uint64_t tries = settings.plan.max_tries.value_or(SearchOptions().max_tries);
  if (method == SearchMethod::Random) {
    settings.plan.max_tries = tries;
    return {};
  }
  settings.plan.max_tries = std::nullopt;
  settings.search = {method, settings.objectives, tries, flags.seed};
  return check_search(flags, settings);
}

const char* on_off(bool flag) { return flag ? "on" : "off"; }

SweepIdentity engine_identity(const EngineFlags& flags) {
  return {{"--cash", fmt::format("{}", flags.cash)},
          {"--commission", flags.commission},
          {"--spread", fmt::format("{}", flags.spread)},
          {"--margin", fmt::format("{}", flags.margin)},
          {"--trade-on-close", on_off(flags.trade_on_close)},
          {"--hedging", on_off(flags.hedging)},
          {"--exclusive-orders", on_off(flags.exclusive_orders)},
          {"--finalize-trades", on_off(flags.finalize_trades)},
          {"--refused-orders", flags.refused_orders},
          {"--fills", flags.fills},
          {"--fractional", on_off(flags.fractional)},
          {"--slippage-bps", fmt::format("{}", flags.slippage_bps)},
          {"--slippage-range", fmt::format("{}", flags.slippage_range)},
          {"--risk-free-rate", fmt::format("{}", flags.risk_free_rate)}};
}

Result<Isa> isa_of(const std::string& name) {
  if (name.empty()) return best_isa();
  for (const Isa isa : all_isas) {
    if (to_string(isa) != name) continue;
    if (is_supported(isa)) return isa;
    return fail(Fault::Usage, fmt::format("--isa {}: this machine does not have it", name));
  }
  return fail(Fault::Usage, fmt::format("--isa {}: give portable, avx2 or avx512", name));
}

void add_what_flags(CLI::App& command, SweepFlags& flags) {
  command.add_option("STRATEGY", flags.strategy, "A .cpp file, or the name of an emitted strategy");
  command.add_option(
      "--strategies", flags.strategies,
      "Emitted strategies instead whose slug or category/slug matches, e.g. 'sma-*'");
  add_run_flags(command, flags.run);
  command.get_option("--param")->description(
      "name=min:max:step, name=a,b,c or name=value, again for each parameter (default: what the "
      "strategy declares)");
  command.get_option("--symbol")->description("Bars from the workspace's store instead: A or A,B");
  command.get_option("--timeframe")->description("Of --symbol: 1d or 1d,1h");
  command.add_option("--symbols", flags.run.symbol, "The same as --symbol")->excludes("--data");
  command
      .add_option("--constraint", flags.constraints,
                  "Leave cells out that do not fulfil it: \"fast < slow\"")
      ->allow_extra_args(false);
  command
      .add_option("--maximize", flags.maximize, "What to rank by; \"-NAME\" ranks the lowest first")
      ->capture_default_str();
  command
      .add_option("--objectives", flags.objectives,
                  "Several instead, for the Pareto front: \"Sharpe Ratio,-Max. Drawdown [%]\"")
      ->excludes("--maximize");
  command
      .add_option("--method", flags.method,
                  "grid, random, sobol, tpe, cmaes, or nsga2 for several objectives")
      ->capture_default_str();
  command.add_option("--max-tries", flags.max_tries,
                     "Try so many cells instead of the whole grid (methods: 1000); of a grid they "
                     "are drawn");
  command.add_option("--seed", flags.seed, "Of the draw, or of the method")->capture_default_str();
}

}  // namespace

void add_sweep_flags(CLI::App& command, SweepFlags& flags) {
  add_what_flags(command, flags);
  command.add_option("--jobs", flags.jobs,
                     "Threads (default: one per core); results do not depend on it");
  command.add_option(
      "--isa", flags.isa,
      "portable, avx2 or avx512: the instruction set of the engine's vectorised code "
      "(default: the best here); results do not depend on it");
  command.add_option("--top", flags.top, "How many of the best to show")
      ->check(CLI::Range(1U, most_top))
      ->capture_default_str();
  command.add_flag("--failures", flags.failures,
                   "Show an example of each way in which cells failed");
  command.add_flag("--heatmap", flags.heatmap, "Show the first two parameters as a picture");
  command.add_option("--out", flags.out,
                     "FILE.sqlite or FILE.csv for all cells; the same command again goes on where "
                     "an interrupted one was");
  command.add_option("--keep", flags.keep, "Only so many of the best cells in the file")
      ->check(CLI::Range(1U, most_keep));
  command.add_flag("--reset", flags.reset, "Start over in a file that is there");
  command.add_option("--shard", flags.shard, "Only part I of N, for sweep merge")
      ->capture_default_str();
  add_in_process_flag(command, flags.in_process);
}

std::string ranked_by(const SweepFlags& flags) {
  return flags.objectives.empty() ? flags.maximize : comma_list(flags.objectives)[0];
}

std::vector<std::string> comma_list(const std::string& text) {
  std::vector<std::string> list;
  if (text.empty()) return list;
  std::size_t begin = 0;
  for (std::size_t comma; (comma = text.find(',', begin)) != text.npos; begin = comma + 1)
    list.push_back(text.substr(begin, comma - begin));
  list.push_back(text.substr(begin));
  return list;
}

Result<std::vector<Metric>> parse_objectives(const std::string& text) {
  STRATGEN_TRY(const std::vector<std::string> names, list_of("--objectives", text));
  std::vector<Metric> objectives;
  for (const std::string& name : names) {
    STRATGEN_TRY(const Metric metric, find_metric(name));
    objectives.push_back(metric);
  }
  return objectives;
}

Result<SweepSettings> sweep_settings(const SweepFlags& flags) {
  if (flags.strategy.empty() == flags.strategies.empty()) {
    return fail(Fault::Usage,
                "name one strategy, a .cpp file or an emitted one, or several with --strategies");
  }
  SweepSettings settings;
  STRATGEN_TRY(settings.metric, find_metric(ranked_by(flags)));
  STRATGEN_TRY(settings.objectives, parse_objectives(flags.objectives));
  if (settings.objectives.size() > 1 && flags.keep != 0) {
    return fail(Fault::Usage, "--objectives with --keep: the front needs all cells in the file");
  }
  if (settings.objectives.empty()) settings.objectives = {settings.metric};
  STRATGEN_TRY(settings.jobs, number_of_jobs(flags.jobs));
  STRATGEN_TRY(settings.isa, isa_of(flags.isa));
  settings.top = flags.top;
  settings.keep = flags.keep;
  settings.out = flags.out;
  STRATGEN_CHECK(parse_shard(flags.shard, settings.plan));
  if (!flags.max_tries.empty()) {
    settings.plan.max_tries = whole_number<std::uint64_t>(flags.max_tries);
    if (!settings.plan.max_tries || *settings.plan.max_tries == 0) {
      return fail(Fault::Usage,
                  fmt::format("--max-tries {}: give a whole number from 1 up", flags.max_tries));
    }
  }
  settings.plan.seed = flags.seed;
  STRATGEN_CHECK(check_out(flags, settings));
  STRATGEN_TRY(settings.symbols, list_of("--symbol", flags.run.symbol));
  STRATGEN_TRY(settings.timeframes, list_of("--timeframe", flags.run.timeframe));
  STRATGEN_CHECK(choose_method(flags, settings));
  return settings;
}

SweepIdentity identity_of(const SweepFlags& flags, const SweepSettings& settings) {
  SweepIdentity identity = {{"the version of stratgen", STRATGEN_VERSION}};
  for (const std::string& constraint : flags.constraints)
    identity.emplace_back("--constraint " + constraint, "on");
  if (settings.plan.max_tries) {
    identity.emplace_back("--max-tries", fmt::format("{}", *settings.plan.max_tries));
    identity.emplace_back("--seed", fmt::format("{}", settings.plan.seed));
  }
  if (settings.search) {
    identity.emplace_back("--method", flags.method);
    identity.emplace_back("--objectives",
                          flags.objectives.empty() ? ranked_by(flags) : flags.objectives);
    identity.emplace_back("--max-tries", fmt::format("{}", settings.search->max_tries));
    identity.emplace_back("--seed", fmt::format("{}", settings.search->seed));
  }
  identity.emplace_back("--from", flags.run.from);
  for (auto& each : engine_identity(flags.run.engine)) identity.push_back(std::move(each));
  identity.emplace_back("--keep", settings.keep == 0 ? "all" : fmt::format("{}", settings.keep));
  if (settings.keep != 0) identity.emplace_back("--maximize", ranked_by(flags));
  identity.emplace_back("--shard", fmt::format("{}/{}", settings.plan.shard, settings.plan.shards));
  return identity;
}

std::string engine_flags_text(const EngineFlags& flags) {
  const SweepIdentity given = engine_identity(flags), defaults = engine_identity({});
  std::string text;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const auto& [flag, value] = given[i];
    if (value == defaults[i].second) continue;
    text += value == "on" ? " " + flag : fmt::format(" {} {}", flag, value);
  }
  return text;
}

}  // namespace stratgen
