#include "runtime/store/export_v5.hpp"

#include "runtime/store/stats_json.hpp"
#include "tests/runtime/store/results.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <string>
#include <vector>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

const std::vector<std::pair<std::string, double>> all_stats = {
    {"Start", 1},     {"Sharpe Ratio", 0.45},       {"Return [%]", 25.3},
    {"# Trades", 12}, {"Win Rate [%]", 50},         {"Max. Drawdown [%]", -8.25},
    {"SQN", 1.5},     {"Buy & Hold Return [%]", 31}};

OptimizeResult optimized() {
  OptimizeResult result;
  result.document = "strategies/momentum/sma.md";
  result.name = "SMA crossover";
  result.v4_verdict = Verdict::Marginal;
  result.v4_sharpe = 0.25;
  result.v4_params = {{"slow", 50}, {"fast", 20}, {"level", 0.1}, {"both", 1}};
  result.param_ranges = {{"slow", {50, 100, 200}}, {"level", {0.1, 0.2, 0.3}}, {"both", {0, 1}}};
  result.optimized_params = {{"slow", 100}, {"fast", 20}, {"level", 0.3}, {"both", 0}};
  result.train_stats = all_stats;
  result.test_stats = all_stats;
  result.test_verdict = Verdict::Pass;
  result.test_reasons = {"Sharpe 0.45, 12 trades, dd -8.2%, return 25.3%"};
  return result;
}

Json exported(const OptimizeResult& result) {
  const Json list = Json::parse(export_v5({&result, 1}));
  REQUIRE(list.is_array());
  REQUIRE(list.size() == 1);
  return list[0];
}

TEST_CASE("an optimised strategy has the keys and types of the first stratgen") {
  std::vector<std::string> shape;
  const Json row = exported(optimized());
  for (const auto& [key, value] : row.items()) shape.push_back(key + " " + value.type_name());
  CHECK(shape == std::vector<std::string>{
                     "knowledge_doc string", "name string", "v4_verdict string", "v4_sharpe number",
                     "v4_params object", "param_ranges object", "optimized_params object",
                     "train_stats object", "test_stats object", "test_verdict string",
                     "test_reasons array", "sharpe_improvement number", "error null"});
}

TEST_CASE("an optimised strategy has its values") {
  const Json row = exported(optimized());
  CHECK(row["knowledge_doc"] == "strategies/momentum/sma.md");
  CHECK(row["name"] == "SMA crossover");
  CHECK(row["v4_verdict"] == "MARGINAL");
  CHECK(row["v4_sharpe"] == 0.25);
  CHECK(row["v4_params"].dump() == R"({"slow":50,"fast":20,"level":0.1,"both":1})");
  CHECK(row["param_ranges"].dump() ==
        R"({"slow":[50,100,200],"level":[0.1,0.2,0.3],"both":[0,1]})");
  CHECK(row["optimized_params"].dump() == R"({"slow":100,"fast":20,"level":0.3,"both":0})");
  CHECK(row["test_verdict"] == "PASS");
  CHECK(row["test_reasons"] == Json({"Sharpe 0.45, 12 trades, dd -8.2%, return 25.3%"}));
  CHECK(row["sharpe_improvement"].get<double>() == 0.45 - 0.25);
  for (const char* const part : {"train_stats", "test_stats"}) {
    CHECK(row[part].dump() ==
          R"({"Return [%]":25.3,"Sharpe Ratio":0.45,"Max. Drawdown [%]":-8.25,"# Trades":12,)"
          R"("Win Rate [%]":50.0,"Buy & Hold Return [%]":31.0})");
  }
}

TEST_CASE("a failed one has its error and null for what it lacks") {
  OptimizeResult failed;
  failed.v4_verdict = Verdict::Pass;
  failed.v4_sharpe = 0.5;
  failed.error = "no combination could be evaluated";
  failed.test_reasons = {*failed.error};
  const Json row = exported(failed);
  CHECK(row["error"] == "no combination could be evaluated");
  CHECK(row["test_verdict"] == "ERROR");
  CHECK(row["train_stats"].is_null());
  CHECK(row["test_stats"].is_null());
  CHECK(row["sharpe_improvement"].is_null());
  CHECK(row["param_ranges"] == Json::object());
  CHECK(row["optimized_params"] == Json::object());
}

TEST_CASE("an undefined Sharpe ratio is null, and so is the improvement") {
  OptimizeResult result = optimized();
  result.v4_sharpe = std::nan("");
  CHECK(exported(result)["v4_sharpe"].is_null());
  CHECK(exported(result)["sharpe_improvement"].is_null());
}

TEST_CASE("no results are an empty array, and text that is not UTF-8 does not stop the export") {
  CHECK(export_v5({}) == "[]\n");
  OptimizeResult result = optimized();
  result.name = "caf\xE9";
  CHECK(exported(result)["name"] == "caf\xEF\xBF\xBD");
}

TEST_CASE("six statistics are shown, in the files' order, and null as a whole where none are") {
  CHECK(stats_json({}).is_null());
  CHECK(stats_json({{"SQN", 1}}).dump() ==
        R"({"Return [%]":null,"Sharpe Ratio":null,"Max. Drawdown [%]":null,"# Trades":null,)"
        R"("Win Rate [%]":null,"Buy & Hold Return [%]":null})");
}

}  // namespace
}  // namespace stratgen
