#include "runtime/store/export_v6.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <limits>
#include <string>
#include <vector>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

LoggedRun run(std::int64_t id) {
  return {.id = id,
          .account = "paper",
          .started = 1'751'293'862,  // date -u -d @1751293862: Mon Jun 30 14:31:02 UTC 2025
          .equity = 100'250.5,
          .outcome = "done",
          .signals = {{.strategy = "strategies/a.md", .symbol = "SPY", .signal = "LONG"},
                      {.strategy = "strategies/b.md", .symbol = "QQQ", .signal = "FLAT"},
                      {.strategy = "strategies/b.md", .symbol = "GLD", .signal = "SHORT"},
                      {.strategy = "strategies/c.md", .error = "bars are missing"}}};
}

Intent intent(std::int64_t run, const char* symbol, OrderSide side, Quantity quantity) {
  Intent intent;
  intent.run = run;
  intent.order.symbol = symbol;
  intent.order.side = side;
  intent.order.quantity = quantity;
  intent.status = "filled";
  intent.broker_id = std::string("id of ") + symbol;
  return intent;
}

const std::vector<Intent> intents = {intent(1, "SPY", OrderSide::Buy, shares(10)),
                                     intent(2, "QQQ", OrderSide::Sell, {250'000'000}),
                                     intent(1, "GLD", OrderSide::Sell, {1'100'000'000})};

Json exported(const std::vector<LoggedRun>& runs) {
  return Json::parse(
      export_v6(runs, intents, {{"strategies/a.md", "SMA crossover"}, {"strategies/b.md", "RSI"}}));
}

std::string shape(const Json& object) {
  std::string text;
  for (const auto& [key, value] : object.items()) text += key + " " + value.type_name() + ", ";
  return text;
}

TEST_CASE("a run has the keys and types of the first stratgen") {
  const Json row = exported({run(1)}).at(0);
  CHECK(shape(row) ==
        "timestamp string, strategies array, signals array, orders array, account_equity number, ");
  CHECK(shape(row["signals"][0]) == "ticker string, strategy string, signal string, ");
  CHECK(shape(row["orders"][0]) ==
        "symbol string, side string, qty number, status string, order_id string, ");
}

TEST_CASE("a run has its values, by the names of its strategies") {
  const Json row = exported({run(1)}).at(0);
  CHECK(row["timestamp"] == "2025-06-30T14:31:02Z");
  CHECK(row["strategies"] == Json{"SMA crossover", "RSI", "strategies/c.md"});
  CHECK(row["signals"].dump() == R"([{"ticker":"SPY","strategy":"SMA crossover","signal":"LONG"},)"
                                 R"({"ticker":"QQQ","strategy":"RSI","signal":"FLAT"},)"
                                 R"({"ticker":"GLD","strategy":"RSI","signal":"SHORT"}])");
  CHECK(row["orders"].dump() ==
        R"([{"symbol":"SPY","side":"buy","qty":10,"status":"filled","order_id":"id of SPY"},)"
        R"({"symbol":"GLD","side":"sell","qty":1.1,"status":"filled","order_id":"id of GLD"}])");
  CHECK(row["account_equity"] == 100'250.5);
}

TEST_CASE("runs are in the order given, each with its own orders") {
  const Json list = exported({run(2), run(1), run(3)});
  REQUIRE(list.size() == 3);
  CHECK(list[0]["orders"].dump() ==
        R"([{"symbol":"QQQ","side":"sell","qty":0.25,"status":"filled","order_id":"id of QQQ"}])");
  CHECK(list[1]["orders"].size() == 2);
  CHECK(list[2]["orders"] == Json::array());
}

TEST_CASE("no runs are an empty array, and an equity that is not known is null") {
  CHECK(export_v6({}, {}, {}) == "[]\n");
  LoggedRun unknown = run(1);
  unknown.equity = std::numeric_limits<double>::quiet_NaN();
  CHECK(exported({unknown}).at(0)["account_equity"].is_null());
}

}  // namespace
}  // namespace stratgen
