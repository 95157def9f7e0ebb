#include "runtime/store/export_v4.hpp"

#include "tests/runtime/store/results.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <string>
#include <vector>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* spec_json = R"({
  "skipped": null, "name": "SMA crossover", "knowledge_ref": "strategies/momentum/sma.md",
  "universe": ["SPY", "TLT"], "timeframe": "1d", "entry_signal": "fast above slow",
  "exit_signal": "fast below slow", "stop_loss_pct": 0.02, "position_size_pct": 0.95,
  "params": {"fast_period": 20, "mult": 1.5}, "adaptations": ["SPY only"], "a_later_key": 1})";

DiscoverResult tested() {
  DiscoverResult result = testing::numbered_result(3);
  result.document = "strategies/momentum/sma.md";
  result.verdict = Verdict::Pass;
  result.reasons = {"Sharpe 0.45, 12 trades, dd -8.2%, return 25.3%"};
  result.stats = {{"Return [%]", 25.3},
                  {"Sharpe Ratio", 0.45},
                  {"SQN", 1.5},
                  {"# Trades", 12},
                  {"Win Rate [%]", 50},
                  {"Max. Drawdown [%]", -8.2},
                  {"Buy & Hold Return [%]", 31.25}};
  result.spec_json = spec_json;
  result.adaptations = {"Multi-asset ranking -> applied to SPY only"};
  return result;
}

Json exported(const std::vector<DiscoverResult>& results) {
  const auto text = export_v4(results);
  if (!text) FAIL(text.error().message);
  return Json::parse(*text);
}

// "key type" of each member, in order.
std::vector<std::string> shape(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key + " " + value.type_name());
  return keys;
}

TEST_CASE("a tested document has the keys and types of the first stratgen") {
  const Json list = exported({tested()});
  REQUIRE(list.is_array());
  REQUIRE(list.size() == 1);
  CHECK(shape(list[0]) == std::vector<std::string>{"knowledge_doc string", "name string",
                                                   "verdict string", "reasons array",
                                                   "skipped null", "error null", "stats object",
                                                   "spec object", "adaptations array"});
  CHECK(shape(list[0]["stats"]) ==
        std::vector<std::string>{"Return [%] number", "Sharpe Ratio number",
                                 "Max. Drawdown [%] number", "# Trades number",
                                 "Win Rate [%] number", "Buy & Hold Return [%] number"});
  CHECK(shape(list[0]["spec"]) ==
        std::vector<std::string>{"name string", "knowledge_ref string", "universe array",
                                 "timeframe string", "entry_signal string", "exit_signal string",
                                 "stop_loss_pct number", "position_size_pct number",
                                 "params object", "adaptations array", "skipped null"});
}

TEST_CASE("a tested document has its values") {
  const Json row = exported({tested()})[0];
  CHECK(row["knowledge_doc"] == "strategies/momentum/sma.md");
  CHECK(row["name"] == "Strategy 00003");
  CHECK(row["verdict"] == "PASS");
  CHECK(row["reasons"] == Json({"Sharpe 0.45, 12 trades, dd -8.2%, return 25.3%"}));
  CHECK(row["stats"]["Sharpe Ratio"] == 0.45);
  CHECK(row["stats"]["# Trades"].is_number_integer());
  CHECK(row["stats"]["# Trades"] == 12);
  CHECK(row["stats"]["Max. Drawdown [%]"] == -8.2);
  CHECK(row["spec"]["params"].dump() == R"({"fast_period":20,"mult":1.5})");
  CHECK(row["spec"]["universe"] == Json({"SPY", "TLT"}));
  CHECK(row["adaptations"] == Json({"Multi-asset ranking -> applied to SPY only"}));
}

TEST_CASE("a skipped and a failed document have null for what they lack") {
  DiscoverResult skipped, error;
  skipped.verdict = Verdict::Skipped;
  skipped.skipped = "needs options";
  error.error = "does not compile";
  const Json list = exported({skipped, error});
  CHECK(list[0]["verdict"] == "SKIPPED");
  CHECK(list[0]["skipped"] == "needs options");
  CHECK(list[0]["error"].is_null());
  CHECK(list[0]["stats"].is_null());
  CHECK(list[0]["spec"].is_null());
  CHECK(list[0]["reasons"] == Json::array());
  CHECK(list[0]["adaptations"] == Json::array());
  CHECK(list[1]["verdict"] == "ERROR");
  CHECK(list[1]["error"] == "does not compile");
  CHECK(list[1]["skipped"].is_null());
}

TEST_CASE("an undefined, infinite or missing statistic is null") {
  DiscoverResult result = tested();
  result.stats = {{"Sharpe Ratio", std::nan("")}, {"Return [%]", HUGE_VAL}, {"# Trades", 0}};
  const Json stats = exported({result})[0]["stats"];
  CHECK(stats["Sharpe Ratio"].is_null());
  CHECK(stats["Return [%]"].is_null());
  CHECK(stats["Win Rate [%]"].is_null());
  CHECK(stats["# Trades"] == 0);
}

TEST_CASE("no results are an empty array") { CHECK(*export_v4({}) == "[]\n"); }

TEST_CASE("numbers read back to the same double") {
  DiscoverResult result = tested();
  result.stats = {{"Return [%]", 0.1 + 0.2}};
  CHECK(exported({result})[0]["stats"]["Return [%]"].get<double>() == 0.1 + 0.2);
}

TEST_CASE("text that is not UTF-8 does not stop the export") {
  DiscoverResult result = tested();
  result.name = "caf\xE9";
  CHECK(exported({result})[0]["name"] == "caf\xEF\xBF\xBD");
}

TEST_CASE("a spec of another layout is an error that names the document and the key") {
  DiscoverResult result = tested();
  result.spec_json = "[]";
  CHECK(export_v4(std::vector{result}).error().message ==
        "strategies/momentum/sma.md: the stored spec is no JSON object; run discover on it again");
  Json spec = Json::parse(spec_json);
  spec["universe"] = "SPY";
  result.spec_json = spec.dump();
  CHECK(export_v4(std::vector{result}).error().message ==
        "strategies/momentum/sma.md: the stored spec's universe is of another type; run discover "
        "on it again");
  spec.erase("name");
  result.spec_json = spec.dump();
  CHECK(export_v4(std::vector{result}).error().message ==
        "strategies/momentum/sma.md: the stored spec's name is missing; run discover on it again");
}

}  // namespace
}  // namespace stratgen
