// What a strategy must not do ends its backtest with an error that names strategy, bar, date and
// rule.
#include "tests/runtime/engine/small_run.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

namespace {

using namespace stratgen;
using small_run::Outcome;

Outcome run_bad(const char* name, const RunOptions& options = {},
                const std::vector<ParamSetting>& settings = {}) {
  return small_run::run(probe::find_bad_use(name), small_run::flat_bars({100, 100, 100, 100}),
                        options, {}, settings);
}

void check_error(const char* name, const std::string& message, Fault fault = Fault::Run) {
  CAPTURE(name);
  const Outcome outcome = run_bad(name);
  REQUIRE(!outcome.report);
  CHECK(outcome.report.error().message == fmt::format("{} {}", name, message));
  CHECK(outcome.report.error().fault == fault);
}

// Where in the backtest it happened: flat bars at 100 from Monday, 1 January 2024.
const std::string bar_1 = "at bar 1 (2024-01-02): ", bar_2 = "at bar 2 (2024-01-03): ",
                  bar_3 = "at bar 3 (2024-01-04): ", init = "in init(): ",
                  each_bar_0 = "in each_bar() at bar 0: ",
                  members = "in its members' initialisers: ";

TEST_CASE("a stop loss or target on the wrong side names the bar, the date and both prices") {
  check_error("LongStopAbove", bar_2 + "buy: sl 105 is not below the price 100");
  check_error("LongStopAtThePrice", bar_2 + "buy: sl 100 is not below the price 100");
  check_error("LongTargetBelow", bar_2 + "buy: tp 95 is not above the price 100");
  check_error("ShortStopBelow", bar_2 + "sell: sl 95 is not above the price 100");
  check_error("ShortTargetAbove", bar_2 + "sell: tp 105 is not below the price 100");
  check_error("StopAboveTheLimit", bar_2 + "buy: sl 95 is not below the price 90");
}

TEST_CASE(
    "a size that is neither a fraction nor whole units, and a price that is none, are refused") {
  const std::string size = "; it must be a fraction between 0 and 1 or a whole number of units";
  check_error("SizeZero", bar_2 + "buy: size is 0" + size);
  check_error("SizeNegative", bar_2 + "sell: size is -1" + size);
  check_error("SizeOneAndAHalf", bar_2 + "buy: size is 1.5" + size);
  check_error("SizeNan", bar_2 + "buy: size is nan" + size);
  check_error("SizeInfinite", bar_2 + "buy: size is inf" + size);
  const std::string price = ": it must be a price above 0, or 0 for none";
  check_error("LimitNan", bar_2 + "buy: limit is nan" + price);
  check_error("StopNegative", bar_2 + "sell: stop is -1" + price);
  check_error("TradeStopNan", bar_2 + "sl is nan" + price);
  check_error("TradeTargetNegative", bar_2 + "tp is -1" + price);
}

TEST_CASE("a portion is above 0 and at most 1") {
  const std::string portion = ": the portion must be above 0 and at most 1";
  check_error("PortionZero", bar_2 + "close(0)" + portion);
  check_error("PortionTwo", bar_2 + "close(2)" + portion);
  check_error("TradePortionTwo", bar_2 + "close(2)" + portion);
}

TEST_CASE("the future has no index") {
  const std::string index = "a negative index: series count bars back, the future has no name";
  check_error("NegativeIndex", bar_2 + index);
  check_error("NegativeIndexOfAShift", bar_2 + index);
  check_error("FutureInEachBar", each_bar_0 + index);
  const std::string call = "shift, change and pct_change look back: n must be at least 0";
  check_error("ShiftBack", init + call);
  check_error("ChangeBack", init + call);
}

TEST_CASE("a series that init() never assigned is not read") {
  const std::string unassigned = "a Series is used that init() never assigned";
  check_error("UnassignedSeries", bar_1 + unassigned);
  check_error("IndicatorOfNothing", init + unassigned);
  check_error("ArithmeticOfNothing", init + unassigned);
}

TEST_CASE("what belongs in next() is refused in init()") {
  const std::string value = "a series has no current value in init(); use it in next()";
  check_error("ValueInInit", init + value);
  check_error("BarIndexInInit", init + value);
  check_error("DateInInit", init + value);
  check_error("OrderInInit", init + "an order belongs in next()");
  check_error("OrderInEachBar", each_bar_0 + "an order belongs in next()");
  check_error("CloseInInit", init + "position.close() belongs in next()");
  for (const char* name : {"SizeInInit", "PlInInit", "EquityInInit", "TradesInInit"}) {
    check_error(name,
                init +
                    "orders, position, trades and equity exist in next() only; indicators, asset, "
                    "each_bar and new series in init() only");
  }
}

TEST_CASE("what belongs in init() is refused in next()") {
  check_error("IndicatorInNext", bar_2 + "sma belongs in init()");
  check_error("AssetInNext", bar_2 + "asset() belongs in init()");
  check_error("EachBarInNext", bar_2 + "a new series belongs in init()");
  check_error("SeriesInNext", bar_2 + "a new series belongs in init()");
  check_error("EachBarInEachBar", each_bar_0 + "a new series belongs in init()");
  check_error("ParamInNext", bar_2 + "param() belongs in a member's initialiser");
  check_error("ParamInInit", init + "param() belongs in a member's initialiser");
}

TEST_CASE("lists and arrays have bounds") {
  check_error("FullList", bar_3 + "push_back on a List that is full");
  const std::string index = "an index outside the elements of a list or array";
  check_error("ListIndex", bar_1 + index);
  check_error("ArrayIndex", bar_1 + index);
  check_error("TradeThatIsNot", bar_2 + index);
}

TEST_CASE("a window of 0 and a missing asset are named") {
  check_error("WindowZero", init + "sma(0): the window must be at least 1");
  check_error("MissingAsset",
              init +
                  "the strategy asks for asset \"VIX\", which is not in the data; give it with "
                  "--asset VIX=FILE.csv",
              Fault::Data);
}

TEST_CASE("parameters that contradict themselves are found before the backtest") {
  check_error("TwiceTheSame", members + "parameter \"n\" is declared twice");
  check_error("DefaultOutside",
              members + "parameter \"n\": its default 5 lies outside its range 10 to 20 by 1");
  check_error("RangeWithoutStep", members +
                                      "parameter \"n\": the step of its range is 0; write "
                                      "{min, max, step} with a step above 0");
  check_error("Rejects", init + "rejected its parameters: fast must be below slow");
}

TEST_CASE("settings of parameters are checked by name, type and range") {
  CHECK(run_bad("ThreeParams").notes == std::vector<double>{5, 2.5, 1});
  CHECK(run_bad("ThreeParams", {}, {{"k", "3"}, {"both", "false"}, {"n", "20"}}).notes ==
        std::vector<double>{20, 3, 0});
  const auto refusal = [](const char* name, const char* value) {
    const Outcome outcome = run_bad("ThreeParams", {}, {{name, value}});
    REQUIRE(!outcome.report);
    CHECK(outcome.report.error().fault == Fault::Usage);
    return outcome.error();
  };
  CHECK(refusal("m", "5") == "ThreeParams has no parameter \"m\": it declares n, k, both");
  const std::string whole = ": it must be a whole number";
  CHECK(refusal("n", "2.5") == "ThreeParams: parameter n is \"2.5\"" + whole);
  CHECK(refusal("n", "") == "ThreeParams: parameter n is \"\"" + whole);
  CHECK(refusal("n", "7 ") == "ThreeParams: parameter n is \"7 \"" + whole);
  CHECK(refusal("n", "99999999999") == "ThreeParams: parameter n is \"99999999999\"" + whole);
  CHECK(refusal("n", "21") == "ThreeParams: parameter n is 21: it must be from 2 to 20");
  CHECK(refusal("n", "1") == "ThreeParams: parameter n is 1: it must be from 2 to 20");
  CHECK(refusal("k", "much") == "ThreeParams: parameter k is \"much\": it must be a number");
  CHECK(refusal("k", "nan") == "ThreeParams: parameter k is \"nan\": it must be a number");
  CHECK(refusal("both", "1") == "ThreeParams: parameter both is \"1\": it must be true or false");
}

TEST_CASE("with refused orders skipped they are counted and give a false order") {
  CHECK(run_bad("GoesOn").error() == "GoesOn " + bar_1 + "buy: sl 105 is not below the price 100");
  RunOptions options;
  options.skip_refused_orders = true;
  const Outcome outcome = run_bad("GoesOn", options);
  REQUIRE(outcome.report.has_value());
  CHECK(outcome.notes ==
        std::vector<double>{1, 0, 0, 1});        // good, refused, Order{}; one order waits
  CHECK(outcome.report->warnings.refused == 2);  // the order and close(2)
}

}  // namespace
