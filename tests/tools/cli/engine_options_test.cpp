#include "tools/cli/engine_options.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace stratgen;

namespace {

// The flags' defaults with one of them changed.
Result<RunOptions> with(auto EngineFlags::* flag, auto value) {
  EngineFlags flags;
  flags.*flag = value;
  return run_options(flags);
}

template <class T>
void check_refused(T EngineFlags::* flag, T value, const char* message) {
  const auto options = with(flag, value);
  REQUIRE_FALSE(options);
  CHECK(options.error().fault == Fault::Usage);
  CHECK(options.error().message == message);
}

constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("the defaults are backtesting.py's") {
  const auto options = run_options({});
  REQUIRE(options);
  CHECK(options->broker.cash == 10000);
  CHECK(options->broker.commission.fixed == 0);
  CHECK(options->broker.commission.relative == 0);
  CHECK(options->broker.spread == 0);
  CHECK(options->broker.margin == 1);
  CHECK_FALSE(options->broker.trade_on_close);
  CHECK_FALSE(options->broker.hedging);
  CHECK_FALSE(options->broker.exclusive_orders);
  CHECK_FALSE(options->finalize_trades);
  CHECK_FALSE(options->skip_refused_orders);
  CHECK(options->first_bar == 0);
}

TEST_CASE("each switch sets its own option") {
  CHECK(with(&EngineFlags::trade_on_close, true)->broker.trade_on_close);
  CHECK(with(&EngineFlags::hedging, true)->broker.hedging);
  CHECK(with(&EngineFlags::exclusive_orders, true)->broker.exclusive_orders);
  CHECK(with(&EngineFlags::finalize_trades, true)->finalize_trades);
  CHECK(with(&EngineFlags::refused_orders, "skip")->skip_refused_orders);
}

TEST_CASE("cash is above 0 and finite") {
  CHECK(with(&EngineFlags::cash, 0.01)->broker.cash == 0.01);
  CHECK(with(&EngineFlags::cash, 1e15)->broker.cash == 1e15);
  check_refused(&EngineFlags::cash, 0.0, "--cash 0: it must be above 0");
  check_refused(&EngineFlags::cash, -1.0, "--cash -1: it must be above 0");
  check_refused(&EngineFlags::cash, infinity, "--cash inf: it must be above 0");
  check_refused(&EngineFlags::cash, std::nan(""), "--cash nan: it must be above 0");
}

TEST_CASE("margin is above 0 and at most 1") {
  CHECK(with(&EngineFlags::margin, 0.02)->broker.margin == 0.02);
  CHECK(with(&EngineFlags::margin, 1.0)->broker.margin == 1);
  check_refused(&EngineFlags::margin, 0.0, "--margin 0: it must be above 0 and at most 1");
  check_refused(&EngineFlags::margin, 1.01, "--margin 1.01: it must be above 0 and at most 1");
  check_refused(&EngineFlags::margin, std::nan(""),
                "--margin nan: it must be above 0 and at most 1");
}

TEST_CASE("the spread is from 0 to below 1") {
  CHECK(with(&EngineFlags::spread, 0.0)->broker.spread == 0);
  CHECK(with(&EngineFlags::spread, 0.999)->broker.spread == 0.999);
  check_refused(&EngineFlags::spread, -0.01, "--spread -0.01: it must be a rate from 0 to below 1");
  check_refused(&EngineFlags::spread, 1.0, "--spread 1: it must be a rate from 0 to below 1");
  check_refused(&EngineFlags::spread, std::nan(""),
                "--spread nan: it must be a rate from 0 to below 1");
}

TEST_CASE("what goes beyond backtesting.py is off, and has its bounds") {
  const auto defaults = run_options({});
  REQUIRE(defaults);
  CHECK(defaults->broker.fills == FillModel::BacktestingPy);
  CHECK_FALSE(defaults->broker.fractional);
  CHECK(defaults->broker.slippage.bps == 0);
  CHECK(defaults->broker.slippage.range == 0);
  CHECK(defaults->risk_free_rate == 0);

  CHECK(with(&EngineFlags::fills, "strict")->broker.fills == FillModel::Strict);
  CHECK(with(&EngineFlags::fractional, true)->broker.fractional);
  CHECK(with(&EngineFlags::slippage_bps, 9999.0)->broker.slippage.bps == 9999);
  check_refused(&EngineFlags::slippage_bps, 10000.0,
                "--slippage-bps 10000: it must be from 0 to below 10000");
  check_refused(&EngineFlags::slippage_bps, -1.0,
                "--slippage-bps -1: it must be from 0 to below 10000");
  CHECK(with(&EngineFlags::slippage_range, 1.0)->broker.slippage.range == 1);
  check_refused(&EngineFlags::slippage_range, 1.1, "--slippage-range 1.1: it must be from 0 to 1");
  check_refused(&EngineFlags::slippage_range, std::nan(""),
                "--slippage-range nan: it must be from 0 to 1");
  CHECK(with(&EngineFlags::risk_free_rate, -0.005)->risk_free_rate == -0.005);
  check_refused(&EngineFlags::risk_free_rate, 3.0,
                "--risk-free-rate 3: give a rate such as 0.03");  // 3 % is 0.03
}

TEST_CASE("a commission is a rate, or a fixed amount and a rate") {
  const auto commission = [](const char* text) {
    return with(&EngineFlags::commission, text)->broker.commission;
  };
  CHECK(commission("0.002").relative == 0.002);
  CHECK(commission("0.002").fixed == 0);
  CHECK(commission("5,0.001").fixed == 5);
  CHECK(commission("5,0.001").relative == 0.001);
  CHECK(commission("-0.1").relative == -0.1);  // a rebate; the lowest backtesting.py takes
  CHECK(commission("1e-3").relative == 0.001);
}

TEST_CASE("a commission that is neither is refused") {
  for (const std::string text :
       {"", ",", "5,", ",0.1", "0.1", "-0.11", "-5,0.001", "5,0.1", "abc", "0.001x", " 0.001",
        "0.001 ", "5;0.001", "1,2,3", "nan", "inf", "inf,0.001"}) {
    CAPTURE(text);
    const auto options = with(&EngineFlags::commission, text);
    REQUIRE_FALSE(options);
    CHECK(options.error().fault == Fault::Usage);
    CHECK(options.error().message == "--commission " + text +
                                         ": give a rate from -0.1 to below 0.1, or a fixed amount "
                                         "and a rate: 5,0.001");
  }
}

TEST_CASE("params are name=value, each name once") {
  const auto settings = param_settings({"fast=10", "note=a=b", "empty="});
  REQUIRE(settings);
  const std::vector<ParamSetting> expected = {{"fast", "10"}, {"note", "a=b"}, {"empty", ""}};
  CHECK(*settings == expected);
  CHECK(param_settings({})->empty());

  for (const char* text : {"fast", "=10", ""}) {
    CAPTURE(text);
    const auto wrong = param_settings({text});
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().fault == Fault::Usage);
    CHECK(wrong.error().message ==
          std::string("--param ") + text + ": write name=value, for example --param fast=20");
  }
  CHECK(param_settings({"fast=1", "slow=2", "fast=3"}).error().message ==
        "--param fast is given twice; keep one");
}
