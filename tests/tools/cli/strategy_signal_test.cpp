// From a result of optimize to what the strategy wants, on bars made for it.
#include "tools/cli/strategy_signal.hpp"

#include "runtime/base/file.hpp"
#include "runtime/base/hash.hpp"
#include "tests/tools/cli/folders.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>

using namespace stratgen;
using namespace std::chrono;

namespace {

// Long above the mean of `n` closes, as far as MOON is above 1 as well.
constexpr const char* source = R"(#include <stratgen/strategy.hpp>
struct Probe : Strategy {
  int n = param("n", 2, {2, 9, 1});
  Series mean, moon;
  void init() {
    mean = sma(close, n);
    moon = asset("MOON").close;
  }
  void next() {
    if (close > mean && moon > 1 && !position) buy({.size = 10, .sl = close[0] - 5});
    if (close < mean && position) position.close();
  }
};
STRATGEN_STRATEGY(Probe)
)";

// Weekdays from 2025-06-02, a Monday, on; every fifth close falls by 3, the others rise by 1.
Bars weekdays(const std::string& symbol, int count, double price) {
  Bars bars;
  bars.symbol = symbol;
  sys_days day = 2025y / June / 2;
  for (int i = 0; i < count; ++i) {
    bars.time.push_back(sys_seconds(day).time_since_epoch().count());
    price += i % 5 == 4 ? -3 : 1;
    for (auto* const column : {&bars.open, &bars.high, &bars.low, &bars.close})
      column->push_back(price);
    bars.volume.push_back(1000);
    do day += days(1);
    while (weekday(day) == Saturday || weekday(day) == Sunday);
  }
  return bars;
}

class Signals {
 public:
  Signals() : loader_(std::move(Jit::create().value()), std::nullopt, std::nullopt) {
    markets["SUN"] = weekdays("SUN", 13, 100);  // to Wednesday, 2025-06-18
    markets["MOON"] = weekdays("MOON", 13, 50);
    source_.load = [this](const std::string& symbol, const std::string&) -> Result<MarketBars> {
      if (markets.contains(symbol))
        return MarketBars{markets[symbol], std::nullopt, {}, fetched_at};
      return fail(Fault::Data, "there are no bars of " + symbol);
    };
    REQUIRE(write_file(folder_.path() / "test" / "probe" / "strategy.cpp", source));
    result.slug = "probe";
    result.category = "test";
    result.symbol = "SUN";
    result.timeframe = "1d";
    result.source_hash = sha256(source);
    result.optimized_params = {{"n", 3}};
    settings.when.now = parse_date("2025-06-18", DayEdge::End).value();
  }

  StrategySignal signal() {
    return signal_of(result, {folder_.path(), loader_, source_, settings});
  }
  std::string error() { return signal().failure.value_or(Error{}).message; }

  std::map<std::string, Bars> markets;
  std::optional<std::int64_t> fetched_at;
  OptimizeResult result;
  SignalSettings settings;

 private:
  TemporaryFolder folder_;
  BarSource source_;
  Loader loader_;
};

}  // namespace

TEST_CASE("a strategy is run with its chosen parameters to the last finished bar") {
  Signals signals;
  signals.settings.why = true;
  const StrategySignal signal = signals.signal();
  CAPTURE(signal.failure.value_or(Error{}).message);
  REQUIRE(signal.state);
  // Closes 101 102 103 104 101 102 103 104 105 102 103 104 105: the mean of 3 is 104 at the last.
  CHECK(signal.values == std::vector<double>{3});
  CHECK(signal.market.market == Market::UsStocks);
  CHECK(signal.freshness.age == 0);
  CHECK(signal.mean_volume == 1000);
  CHECK(signal.state->close == 105);
  CHECK(signal.state->time == parse_date("2025-06-18").value());
  // It bought at the close of the 17th, the first one above its mean since the last fall.
  CHECK(signal.state->held == Side::Long);
  CHECK(signal.state->wanted == Side::Long);
  REQUIRE(signal.state->position);
  CHECK(signal.state->position->units == 10);
  CHECK(signal.state->position->entry_price == 105);
  CHECK(signal.state->position->stop == 99);  // 104 - 5
  CHECK(signal.state->position->entry_time == parse_date("2025-06-18").value());
  REQUIRE(signal.why.size() == 2);
  CHECK(signal.why[0].name == "mean");
  CHECK(signal.why[0].value == 104);
  CHECK(signal.why[1].name == "moon");
  CHECK(signal.why[1].value == 55);
  CHECK(signal.curve.equity.size() == 13);
}

TEST_CASE("bars after the time asked for are not used") {
  Signals signals;
  signals.settings.when.now = parse_date("2025-06-17T19:00:00").value();  // before the close
  const StrategySignal signal = signals.signal();
  REQUIRE(signal.state);
  CHECK(signal.state->time == parse_date("2025-06-16").value());
  CHECK(signal.state->close == 103);
}

TEST_CASE("without a time the end of the bars is it") {
  Signals signals;
  signals.settings.when.now.reset();
  const StrategySignal signal = signals.signal();
  REQUIRE(signal.state);
  CHECK(signal.freshness.age == 0);
}

TEST_CASE("stale bars are an error that says what is missing and how to mend it") {
  Signals signals;
  // Thursday the 19th was Juneteenth: Friday and Monday are missing.
  signals.settings.when.now = parse_date("2025-06-23", DayEdge::End).value();
  const StrategySignal signal = signals.signal();
  CHECK_FALSE(signal.state);
  REQUIRE(signal.failure);
  CHECK(signal.failure->fault == Fault::Data);
  CHECK(signal.failure->message ==
        "SUN: the last 1d bar is of 2025-06-18, and 2 bars of its market are missing, up to "
        "2025-06-23; run stratgen data fetch SUN");
  REQUIRE(signal.stale);
  CHECK(signal.stale->freshness.missing == 2);
  signals.settings.when.max_age = 1;
  CHECK_FALSE(signals.signal().state);
  signals.settings.when.max_age = 2;
  CHECK(signals.signal().state);
}

TEST_CASE("another asset that is stale is an error too, and so is one that is missing") {
  Signals signals;
  signals.markets["MOON"] = weekdays("MOON", 12, 50);
  CHECK(signals.error() ==
        "MOON: the last 1d bar is of 2025-06-17, and 1 bar of its market is missing, up to "
        "2025-06-18; run stratgen data fetch MOON");
  signals.markets.erase("MOON");
  CHECK(signals.error().find("no bars of MOON") != std::string::npos);
  signals.markets.erase("SUN");
  CHECK(signals.error() == "there are no bars of SUN");
}

TEST_CASE("an asset whose bar of the day has not ended, or is not there yet, is an error") {
  Signals signals;
  // After the close of the 18th, and before it is due.
  signals.settings.when.now = parse_date("2025-06-18T20:30:00").value();
  CHECK(signals.signal().state);
  signals.markets["MOON"] = weekdays("MOON", 12, 50);
  CHECK(signals.error().find("MOON: the strategy reads it, and 1 of its bars up to 2025-06-18 is "
                             "not there yet; fetch it once it has ended") != std::string::npos);
  signals.settings.when.max_age = 1;
  CHECK(signals.signal().state);
  signals.settings.when.max_age = 0;
  // A market without a rest, whose day ends at midnight.
  signals.markets["MOON"] = weekdays("MOON", 13, 50);
  std::vector<std::int64_t> days;
  for (std::int64_t day = 0; day < 13; ++day)
    days.push_back(parse_date("2025-06-06").value() + 86400 * day);
  signals.markets["MOON"].time = std::move(days);
  CHECK(signals.error().find("MOON: the strategy reads it, and 1 of its bars up to 2025-06-18") !=
        std::string::npos);
  signals.settings.when.now = parse_date("2025-06-19").value();
  CHECK(signals.signal().state);
}

TEST_CASE("a program that has changed since, and bars that have no dates, have no signal") {
  Signals signals;
  signals.result.source_hash = sha256("something else");
  CHECK(signals.error().find("strategy.cpp has changed since optimize") != std::string::npos);
  Signals numbered;
  numbered.markets["SUN"].clock = Clock::Numbers;
  CHECK(numbered.error().find("SUN: its bars have no dates") == 0);
  Signals too_early;
  too_early.settings.when.now = parse_date("2025-06-01").value();
  CHECK(
      too_early.error() ==
      "SUN: none of its 1d bars, of which the first is of 2025-06-02, has ended at the time asked "
      "for");
}

TEST_CASE("a bar that had not ended when it was fetched is no bar") {
  Signals signals;
  signals.fetched_at = parse_date("2025-06-18T18:00:00").value();  // two hours before the close
  CHECK(signals.error().find("SUN: the last 1d bar is of 2025-06-17, and 1 bar of its market") ==
        0);
  signals.fetched_at = parse_date("2025-06-18T20:00:00").value();
  CHECK(signals.signal().state);
}

TEST_CASE("hours are finished and due by the hour") {
  Signals signals;
  for (auto& [symbol, bars] : signals.markets) {
    // From Saturday, 2025-06-14 on, and without a rest.
    bars.clock = Clock::Utc;
    std::vector<std::int64_t> hours;
    for (std::size_t i = 0; i < bars.size(); ++i)
      hours.push_back(parse_date("2025-06-14").value() + 3600 * static_cast<std::int64_t>(i));
    bars.time = std::move(hours);
  }
  signals.result.timeframe = "1h";
  signals.settings.when.now = parse_date("2025-06-14T12:30:00").value();
  const StrategySignal unfinished = signals.signal();  // the last begins at 12:00
  CAPTURE(unfinished.failure.value_or(Error{}).message);
  REQUIRE(unfinished.state);
  CHECK(unfinished.state->time == parse_date("2025-06-14T11:00:00").value());
  CHECK(unfinished.freshness.age == 0);
  CHECK(unfinished.market.seconds == 3600);
  // Its curve is of days.
  CHECK(unfinished.curve.time == std::vector<std::int64_t>{parse_date("2025-06-14").value()});
  CHECK(unfinished.curve.equity.back() == unfinished.state->equity);
  signals.settings.when.now = parse_date("2025-06-14T14:10:00").value();
  CHECK(signals.signal().state->time == parse_date("2025-06-14T12:00:00").value());
  signals.settings.when.now = parse_date("2025-06-14T14:15:00").value();
  CHECK(signals.error() ==
        "SUN: the last 1h bar is of 2025-06-14T12:00:00Z, and 1 bar of its market is missing, up "
        "to 2025-06-14T13:00:00Z; run stratgen data fetch SUN --timeframe 1h");
}

TEST_CASE("a strategy that has lost everything is an error, not FLAT") {
  Signals signals;
  signals.result.symbol = "MOON";
  signals.settings.run.broker.margin = 0.01;
  signals.settings.run.broker.cash = 10;
  // Ten from 51 to 52 make it 20; ten from 54 on Wednesday to 52 on Friday lose that.
  CHECK(signals.error() == "probe has lost all of its equity on 2025-06-13 and trades no more");
}

TEST_CASE("the bars that a signal was made of are named by their hashes") {
  Signals signals;
  const StrategySignal signal = signals.signal();
  REQUIRE(signal.bars.size() == 2);
  CHECK(signal.bars[0] == UsedBars{"SUN", "1d", content_hash(signals.markets["SUN"])});
  CHECK(signal.bars[1] == UsedBars{"MOON", "1d", content_hash(signals.markets["MOON"])});
}
