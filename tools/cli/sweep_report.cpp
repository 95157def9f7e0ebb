#include "tools/cli/sweep_report.hpp"

#include "runtime/verdict/overfitting.hpp"
#include "tools/cli/json_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

double number_of(const Json& value) { return value.is_number() ? value.get<double>() : nan; }

const SweepPart& part_of(std::span<const SweepPart> parts, std::uint64_t cell) {
  const auto after = std::ranges::upper_bound(parts, cell, {}, &SweepPart::first_cell);
  return *(after - 1);
}

// Strategy and market, where there are several.
Json named(std::span<const SweepPart> parts, std::uint64_t cell) {
  if (parts.size() == 1) return Json::object();
  const SweepPart& part = part_of(parts, cell);
  return {{"strategy", part.strategy}, {"symbol", part.symbol}, {"timeframe", part.timeframe}};
}

Json failures_json(const SweepSummary& summary, const Reruns& reruns, const SweepFacts& facts) {
  Json failures = Json::array();
  for (int i = 1; i <= static_cast<int>(Ending::Failed); ++i) {
    const auto ending = static_cast<Ending>(i);
    const auto example = summary.example_of(ending);
    if (!example) continue;
    Json failure = {{"reason", std::string(to_string(ending))}, {"cells", summary.ended(ending)}};
    failure.update(named(facts.parts, *example));
    if (const auto rerun = reruns.reports.find(*example); rerun != reruns.reports.end()) {
      failure["params"] = rerun->second["params"];
      if (rerun->second.contains("error")) failure["error"] = rerun->second["error"];
    }
    failures.push_back(std::move(failure));
  }
  return failures;
}

bool several_markets(std::span<const SweepPart> parts) {
  return std::ranges::any_of(parts, [&](const SweepPart& part) {
    return part.symbol != parts[0].symbol || part.timeframe != parts[0].timeframe;
  });
}

// The returns of the sample; empty where they have no times in common.
std::vector<std::vector<double>> trials_of(const WantedReruns& wanted, const Reruns& reruns,
                                           const SweepFacts& facts) {
  std::vector<std::vector<double>> trials;
  if (several_markets(facts.parts)) return trials;
  for (const std::uint64_t cell : wanted.trials)
    if (const auto known = reruns.returns.find(cell); known != reruns.returns.end())
      trials.push_back(known->second);
  return trials;
}

// Parameters and statistics of these cells.
Json cells_json(std::span<const std::uint64_t> cells, const Reruns& reruns,
                std::span<const SweepPart> parts) {
  Json list = Json::array();
  for (const std::uint64_t cell : cells) {
    Json entry = named(parts, cell);
    entry["params"] = reruns.reports.at(cell)["params"];
    entry["stats"] = reruns.reports.at(cell)["stats"];
    list.push_back(std::move(entry));
  }
  return list;
}

void add_overfitting(const SweepSummary& summary, const WantedReruns& wanted, const Reruns& reruns,
                     const SweepFacts& facts, Json& report) {
  const std::vector<std::vector<double>> trials = trials_of(wanted, reruns, facts);
  report["pbo"] = json_number(probability_of_overfitting(trials));
  if (report["pbo"].is_null()) {
    report["pbo_note"] = several_markets(facts.parts)
                             ? "cells of several markets have no times in common"
                             : "it takes two cells whose returns vary, and 32 periods with dates";
  }
  if (wanted.top.empty()) return;
  const Json& stored = reruns.reports.at(wanted.top[0])["moments"];
  const ReturnMoments best{stored["count"].get<std::size_t>(), number_of(stored["sharpe"]),
                           number_of(stored["skewness"]), number_of(stored["kurtosis"])};
  const double year = std::sqrt(number_of(stored["per_year"]));
  const double variance = summary.sharpe_variance();
  const auto all = static_cast<double>(summary.evaluated());
  const double effective = effective_trials(trials, all);
  report["deflated_sharpe"] = json_number(deflated_sharpe_ratio(best, variance, all));
  report["overfitting"] = {
      {"sharpe", json_number(best.sharpe * year)},
      {"expected_best_sharpe", json_number(expected_maximum_sharpe(variance, all) * year)},
      {"sampled_cells", trials.size()},
      {"effective_trials", json_number(effective)},
      {"effective_deflated_sharpe", json_number(deflated_sharpe_ratio(best, variance, effective))}};
}

}  // namespace

Json sweep_report(const SweepSummary& summary, const Reruns& reruns, const WantedReruns& wanted,
                  const SweepFacts& facts) {
  const std::uint64_t run = summary.evaluated() + summary.rejected() + summary.failed();
  Json report = {{"evaluated", summary.evaluated()},
                 {"rejected", summary.rejected()},
                 {"failed", summary.failed()},
                 {"seconds", facts.seconds},
                 {"backtests_per_second",
                  json_number(facts.seconds > 0 ? static_cast<double>(run) / facts.seconds : nan)},
                 {"jobs", facts.jobs},
                 {"top", cells_json(wanted.top, reruns, facts.parts)},
                 {"deflated_sharpe", nullptr},
                 {"pbo", nullptr},
                 {"excluded", summary.excluded()},
                 {"complete", facts.complete},
                 {"maximize", facts.metric}};
  Json& strategies = report["strategies"] = Json::array();
  for (const SweepPart& part : facts.parts) {
    strategies.push_back(
        {{"strategy", part.strategy}, {"symbol", part.symbol}, {"timeframe", part.timeframe}});
  }
  report["failures"] = failures_json(summary, reruns, facts);
  add_overfitting(summary, wanted, reruns, facts, report);
  if (!facts.objectives.empty()) {
    report["objectives"] = facts.objectives;
    report["front"] = cells_json(wanted.front, reruns, facts.parts);
  }
  return report;
}

}  // namespace stratgen
