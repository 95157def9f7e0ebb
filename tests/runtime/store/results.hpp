// Results and workspaces for tests.
#pragma once

#include "runtime/store/discover_result.hpp"
#include "runtime/store/optimize_result.hpp"
#include "tests/runtime/temporary_folder.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <string>

namespace stratgen::testing {

class Workspace : public TemporaryFolder {
 public:
  std::filesystem::path file() const { return folder() / "results.sqlite"; }
};

// Every member says `number`, so that a row made of two shows.
inline DiscoverResult numbered_result(int number) {
  const std::string n = fmt::format("{:05}", number);
  DiscoverResult result;
  result.document = "strategies/momentum/" + n + ".md";
  result.slug = n;
  result.category = "momentum";
  result.name = "Strategy " + n;
  result.verdict = Verdict::Marginal;
  result.reasons = {"reason " + n, "another " + n};
  result.stats = {{"Return [%]", number + 0.1},      {"# Trades", number},
                  {"Sharpe Ratio", -0.25 * number},  {"Max. Drawdown [%]", -1.0 / (number + 1)},
                  {"Win Rate [%]", 1e-300 * number}, {"Buy & Hold Return [%]", 1e300}};
  result.spec_json = R"({"name": ")" + n + R"("})";
  result.adaptations = {"adaptation " + n};
  result.symbol = "SPY";
  result.timeframe = "1d";
  result.fingerprint = "fingerprint " + n;
  result.document_hash = "document " + n;
  result.spec_completion_hash = "spec " + n;
  result.source_completion_hash = "completion " + n;
  result.source_hash = "source " + n;
  result.bars_hash = "bars " + n;
  result.bars = {{"SPY", "1d", "bars " + n}, {"VIX", "1d", "other bars " + n}};
  result.engine_version = "engine " + n;
  result.provider = "provider " + n;
  result.model = "model " + n;
  result.repairs = number % 4;
  result.cost = number / 7.0;
  result.seconds = number / 3.0;
  return result;
}

// About the document of numbered_result(number).
inline OptimizeResult numbered_optimize_result(int number) {
  const DiscoverResult found = numbered_result(number);
  OptimizeResult result;
  result.document = found.document;
  result.slug = found.slug;
  result.category = found.category;
  result.name = found.name;
  result.v4_verdict = found.verdict;
  result.v4_sharpe = number / 7.0;
  result.v4_params = {{"slow", 50.0 + number}, {"fast", 0.1 + number}};
  result.param_ranges = {{"slow", {50, 51.5, 1e300}}, {"fast", {0.1, 0.2, 0.1 + 0.2}}};
  result.optimized_params = {{"slow", 51.5}, {"fast", 0.1 + 0.2}};
  result.train_stats = {{"Sharpe Ratio", number / 3.0}, {"# Trades", number}};
  result.test_stats = {{"Sharpe Ratio", -number / 3.0}, {"Return [%]", 1e-300}, {"# Trades", 3}};
  result.test_verdict = Verdict::Fail;
  result.test_reasons = {"reason " + found.slug, "another " + found.slug};
  result.adaptations = {"adaptation " + found.slug};
  result.symbol = "SPY";
  result.timeframe = "1d";
  result.train_from = "2020-01-02T00:00:00";
  result.train_to = "2023-06-30T00:00:00";
  result.test_from = "2023-07-03T00:00:00";
  result.test_to = found.slug;
  result.evaluated = number;
  result.rejected = number + 1;
  result.failed = number + 2;
  result.fingerprint = "fingerprint " + found.slug;
  result.ranges_completion_hash = "completion " + found.slug;
  result.source_hash = "source " + found.slug;
  result.bars_hash = "bars " + found.slug;
  result.bars = found.bars;
  result.engine_version = "engine " + found.slug;
  result.seconds = number / 3.0;
  return result;
}

}  // namespace stratgen::testing
