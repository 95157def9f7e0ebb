// The keys are those of the contract: "stratgen backtest --json".
#include "tools/cli/report_json.hpp"

#include "tests/tools/cli/bars.hpp"
#include "tests/tools/cli/reports.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace stratgen;

namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> keys(const Json& object) {
  std::vector<std::string> names;
  for (const auto& [name, value] : object.items()) names.push_back(name);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a report has the contract's keys") {
  const Json json = report_json(example_report(), example_bars(), true);
  CHECK(keys(json) == Names{"strategy", "params", "stats", "trades", "open_trades",
                            "pending_orders", "cash", "warnings", "equity"});
  CHECK(keys(json["warnings"]) == Names{"canceled_relative", "canceled_margin",
                                        "same_bar_contingent", "open_at_end", "refused"});
  CHECK(json["strategy"] == "Example");
  CHECK(json["cash"] == 9000.5);
  CHECK(json["equity"] == Json::array({10000, 10010, nullptr}));
  CHECK(json["warnings"]["refused"] == 5);
  CHECK_FALSE(report_json(example_report(), example_bars(), false).contains("equity"));
}

TEST_CASE("the statistics have backtesting.py's names, in its order") {
  const Json stats = report_json(example_report(), example_bars(), false)["stats"];
  CHECK(keys(stats) == Names{"Start",
                             "End",
                             "Duration",
                             "Exposure Time [%]",
                             "Equity Final [$]",
                             "Equity Peak [$]",
                             "Commissions [$]",
                             "Return [%]",
                             "Buy & Hold Return [%]",
                             "Return (Ann.) [%]",
                             "Volatility (Ann.) [%]",
                             "CAGR [%]",
                             "Sharpe Ratio",
                             "Sortino Ratio",
                             "Calmar Ratio",
                             "Alpha [%]",
                             "Beta",
                             "Max. Drawdown [%]",
                             "Avg. Drawdown [%]",
                             "Max. Drawdown Duration",
                             "Avg. Drawdown Duration",
                             "# Trades",
                             "Win Rate [%]",
                             "Best Trade [%]",
                             "Worst Trade [%]",
                             "Avg. Trade [%]",
                             "Max. Trade Duration",
                             "Avg. Trade Duration",
                             "Profit Factor",
                             "Expectancy [%]",
                             "SQN",
                             "Kelly Criterion"});
  CHECK(stats["Start"] == "2020-01-06T00:00:00");
  CHECK(stats["Duration"] == 172800.0);
  CHECK(stats["Sharpe Ratio"].is_null());
  CHECK(stats["Profit Factor"] == "inf");
  CHECK(stats["Commissions [$]"] == 0.0);
  CHECK(stats["# Trades"].dump() == "1");
}

TEST_CASE("a closed trade has the contract's keys and values") {
  const Json trade = report_json(example_report(), example_bars(), false)["trades"][0];
  CHECK(keys(trade) == Names{"Size", "EntryBar", "ExitBar", "EntryPrice", "ExitPrice", "SL", "TP",
                             "PnL", "Commission", "ReturnPct", "EntryTime", "ExitTime", "Tag"});
  CHECK(trade["Size"].dump() == "-3");
  CHECK(trade["SL"].is_null());
  CHECK(trade["TP"] == 90.0);
  CHECK(trade["PnL"] == 29.0);  // -3 * (90 - 100) - 1
  CHECK(trade["ReturnPct"].get<double>() == doctest::Approx(29.0 / 300));
  CHECK(trade["EntryTime"] == "2020-01-06T00:00:00");
  CHECK(trade["ExitTime"] == "2020-01-08T00:00:00");
  CHECK(trade["Tag"] == "why");
}

TEST_CASE("open trades and pending orders say what is still out") {
  const Json json = report_json(example_report(), example_bars(), false);
  const Json open = json["open_trades"][0];
  CHECK(open["Size"] == 0.5);  // a fraction of a unit stays one
  CHECK(open["PL"] == 5.0);    // 0.5 * (110 - 100)
  CHECK(open["Tag"] == 7);
  const Json order = json["pending_orders"][0];
  CHECK(order["Limit"] == 95.0);
  CHECK(order["Stop"].is_null());
  CHECK(order["Contingent"] == true);
}

TEST_CASE("parameters keep their kind") {
  const Json params = report_json(example_report(), example_bars(), false)["params"];
  CHECK(params.dump() == R"({"fast":20,"ratio":0.5,"both_ways":true})");
}

TEST_CASE("bars without dates are named by their number, UTC ones with a Z") {
  Report report = example_report();
  Bars bars = example_bars();
  bars.clock = Clock::Numbers;
  bars.time = {10, 11, 12};
  CHECK(report_json(report, bars, false)["trades"][0]["ExitTime"] == 12);
  bars = example_bars();
  bars.clock = Clock::Utc;
  CHECK(report_json(report, bars, false)["trades"][0]["ExitTime"] == "2020-01-08T00:00:00Z");
}
