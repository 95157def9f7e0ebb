#include "tools/cli/sweep_report.hpp"

#include "runtime/sweep/overfitting.hpp"
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
    if (const auto rerun = reruns.find(*example); rerun != reruns.end()) {
      failure["params"] = rerun->second["params"];
      if (rerun->second.contains("error")) failure["error"] = rerun->second["error"];
    }
    failures.push_back(std::move(failure));
  }
  return failures;
}

// The best cell's, against what the best of so many cells without skill would have; all ratios per
// period of returns.
void add_deflation(const SweepSummary& summary, const WantedReruns& wanted, const Reruns& reruns,
                   Json& report) {
  if (wanted.top.empty()) return;
  const Json& best = reruns.at(wanted.top[0]);
  const Json& shape = best["shape"];
  const double per_year = number_of(shape["per_year"]);
  const double expected =
      expected_best_sharpe(summary.sharpe_variance() / per_year, summary.evaluated());
  const double sharpe = number_of(best["stats"]["Sharpe Ratio"]) / std::sqrt(per_year);
  report["deflated_sharpe"] = json_number(
      probabilistic_sharpe(sharpe, expected,
                           {shape["returns"].get<std::size_t>(), number_of(shape["skewness"]),
                            number_of(shape["kurtosis"])}));
  report["expected_best_sharpe"] = json_number(expected * std::sqrt(per_year));
}

bool several_markets(std::span<const SweepPart> parts) {
  return std::ranges::any_of(parts, [&](const SweepPart& part) {
    return part.symbol != parts[0].symbol || part.timeframe != parts[0].timeframe;
  });
}

void add_overfitting(const WantedReruns& wanted, const Reruns& reruns, const SweepFacts& facts,
                     Json& report) {
  if (several_markets(facts.parts)) {
    report["pbo_note"] = "cells of several markets have no times in common";
    return;
  }
  std::vector<TrialReturns> trials;
  for (const std::uint64_t cell : wanted.trials) {
    const auto rerun = reruns.find(cell);
    if (rerun == reruns.end() || !rerun->second.contains("trial")) continue;
    const Json& stored = rerun->second["trial"];
    TrialReturns& trial = trials.emplace_back();
    trial.length = stored["length"].get<std::size_t>();
    for (std::size_t i = 0; i < TrialReturns::stretches; ++i) {
      trial.sum[i] = number_of(stored["sum"][i]);
      trial.squares[i] = number_of(stored["squares"][i]);
    }
  }
  report["pbo"] = json_number(overfitting_probability(trials));
  report["pbo_cells"] = trials.size();
  if (report["pbo"].is_null()) {
    report["pbo_note"] =
        trials.size() < 2
            ? "it takes two completed cells"
            : fmt::format("it takes returns of {} periods with dates", 2 * TrialReturns::stretches);
  }
}

}  // namespace

Json cells_json(std::span<const std::uint64_t> cells, const Reruns& reruns,
                std::span<const SweepPart> parts) {
  Json list = Json::array();
  for (const std::uint64_t cell : cells) {
    Json entry = named(parts, cell);
    entry["params"] = reruns.at(cell)["params"];
    entry["stats"] = reruns.at(cell)["stats"];
    list.push_back(std::move(entry));
  }
  return list;
}

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
  add_deflation(summary, wanted, reruns, report);
  add_overfitting(wanted, reruns, facts, report);
  return report;
}

}  // namespace stratgen
