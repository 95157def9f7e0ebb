// What the strategy API means, each rule on a few bars with numbers worked out by hand.
#include "runtime/market/sample_bars.hpp"
#include "tests/runtime/engine/report_bits.hpp"
#include "tests/runtime/engine/small_run.hpp"

#include <doctest/doctest.h>

#include <thread>

namespace {

using namespace stratgen;
using small_run::bars;
using small_run::flat_bars;
using small_run::Outcome;
using Notes = std::vector<double>;

Outcome run_api(const char* name, const Bars& table, const RunOptions& options = {},
                const std::vector<ParamSetting>& settings = {}, const AssetSource& source = {}) {
  CAPTURE(name);
  Outcome outcome = small_run::run(probe::find_api_use(name), table, options, source, settings);
  if (!outcome.report) FAIL(outcome.error());
  return outcome;
}

Notes notes_of(const char* name, const Bars& table,
               const std::vector<ParamSetting>& settings = {}) {
  return run_api(name, table, {}, settings).notes;
}

TEST_CASE(
    "next() starts at the bar after the first one at which every series of init() has a value") {
  const Bars table = flat_bars({10, 11, 12, 13, 14, 15, 16, 17});
  const auto first_bar = [&](const char* name) {
    const Notes notes = notes_of(name, table);
    REQUIRE(notes.size() == 1);
    return notes[0];
  };
  CHECK(first_bar("NoSeries") == 1);
  CHECK(first_bar("KeptSeries") == 3);  // sma(close, 3) has its first value at bar 2
  CHECK(first_bar("UnkeptSeries") == 3);
  CHECK(first_bar("LongestCounts") == 4);
  CHECK(first_bar("EveryOutputCounts") == 4);   // ichimoku(1, 2, 4): span_b begins at bar 3
  CHECK(first_bar("IntermediateCounts") == 4);  // sma(close, 4) within a where()
  CHECK(first_bar("ComparisonOfShift") == 1);   // a comparison has a value from bar 0
  CHECK(first_bar("WhereOfShift") == 1);
  CHECK(first_bar("ArithmeticOfShift") == 4);
  CHECK(first_bar("AllNan") == 1);  // a series without any value counts as 0
  CHECK(first_bar("AllNanBesideAnother") == 3);
  CHECK(first_bar("EachBarCounts") == 3);  // close[2] begins at bar 2
  CHECK(first_bar("UnkeptEachBarCounts") == 3);
}

// An asset named LATE, whose bars begin with the traded asset's bar 4.
Result<AssetBars> late_asset(const std::string&, const std::string&) {
  Bars asset = flat_bars({1, 1, 1, 1, 50, 51, 52, 53});
  for (auto* column : {&asset.open, &asset.high, &asset.low, &asset.close, &asset.volume}) {
    *column = column->rows(4, 8);
  }
  asset.time = asset.time.rows(4, 8);
  return asset;
}

TEST_CASE("bars of another asset do not delay the start, what is computed from them does") {
  const Bars table = flat_bars({10, 11, 12, 13, 14, 15, 16, 17});
  CHECK(run_api("AssetDoesNotCount", table, {}, {}, late_asset).notes == Notes{1});
  CHECK(run_api("ComputedFromAsset", table, {}, {}, late_asset).notes == Notes{5});
}

TEST_CASE("operands in the conditions of the signal form delay the start") {
  // shift(close, 3) begins at bar 3, so the first decision is at bar 4 and fills at bar 5.
  const Outcome outcome = run_api("SignalOperandsCount", flat_bars({10, 11, 12, 13, 14, 15, 16}));
  REQUIRE(outcome.report->open_trades.size() == 1);
  CHECK(outcome.report->open_trades[0].entry_bar == 5);
}

TEST_CASE("members may be initialised with indicators and each_bar, before parameters too") {
  CHECK(notes_of("MemberInitialisers", flat_bars({10, 11, 12, 13}), {{"n", "4"}}) ==
        Notes{4, 11.5, 12});
}

TEST_CASE("a touch is not a cross: crossover asks for strictly below, then strictly above") {
  const Bars table = flat_bars({9, 10, 11, 9, 10, 9, 11, 11, 10, 9, 12});
  CHECK(notes_of("Crossings", table) == Notes{0, 0, -1, 0, 0, 1, 0, 0, 0, 1});
}

TEST_CASE(
    "shift, change, pct_change, bars_since and clamp look back, and before the first bar there is "
    "NaN") {
  const Notes expected{8, 8, 11 - 12, 11 - 12, 11.0 / 8 - 1, 3, 3, 1, 11, 13, 1, 1, 1, 10, 11};
  CHECK(notes_of("BackInTime", flat_bars({10, 13, 8, 12, 11})) == expected);
}

TEST_CASE(
    "functions of ints stay ints, of doubles and series are doubles, and NaN compares false") {
  const Notes expected{3, 3, 0, 3, 3.5, 5, 2, 10, 0, 11, 12, 1, 2, 9, 3, -3, 1024, 3, 3, 0, 0};
  CHECK(notes_of("Numbers", bars({{8, 12, 6, 11}, {8, 12, 6, 11}})) == expected);
}

TEST_CASE("each_bar runs once over all bars in order and may keep state in members") {
  CHECK(notes_of("Remembers", flat_bars({1, 2, 3, 4})) == Notes{3, 4, 6, 10});
}

TEST_CASE("an expression kept in init() equals the one computed in next()") {
  const Bars table = bars({{8, 12, 6, 11}, {11, 13, 10, 12}, {12, 12, 12, 12}, {12, 15, 3, 4}});
  CHECK(notes_of("ExpressionsInBothPlaces", table) == Notes(9, 0));
}

TEST_CASE(
    "another asset is aligned to the traded bars without look-ahead, before anything is computed "
    "on it") {
  const auto other = [](const std::string& symbol, const std::string&) -> Result<AssetBars> {
    CHECK(symbol == "OTHER");
    Bars asset = flat_bars({20, 21, 25, 99});
    const std::int64_t day = 86400, first = 1704067200;  // 1 January 2024
    asset.time = {first + day, first + day + day / 2, first + 4 * day, first + 8 * day};
    return asset;
  };
  // Known at the bars: -, 20, 21 (of noon the day before), 21, 25, 25. NaN is noted as -1.
  const Bars table = flat_bars({1, 2, 3, 4, 5, 6});
  CHECK(run_api("ReadsAsset", table, {}, {}, other).notes ==
        Notes{21, 21, -1, 25, 23, 20, 25, 25, 21});
}

TEST_CASE("an asset with dates is not aligned to bars without") {
  const auto dated = [](const std::string&, const std::string&) -> Result<AssetBars> {
    return flat_bars({1, 2, 3});
  };
  Bars table = flat_bars({1, 2, 3});
  table.clock = Clock::Numbers;
  table.time = {0, 1, 2};
  const Outcome outcome = small_run::run(probe::find_api_use("ReadsAsset"), table, {}, dated);
  REQUIRE(!outcome.report);
  CHECK(outcome.report.error().fault == Fault::Data);
  CHECK(outcome.error() ==
        "ReadsAsset in init(): asset \"OTHER\" cannot be aligned to the traded bars: one of them "
        "has dates, "
        "the other has none");
}

TEST_CASE("the traded asset is an asset too") {
  Bars table = flat_bars({1, 2, 3, 4, 5});
  table.symbol = "OTHER";
  CHECK(notes_of("ReadsAsset", table) == Notes{3, 2.5, -1, 4, 3.5, 1, 5, 4.5, 2});
}

TEST_CASE("many threads on one data set give the report that one gives") {
  const auto sample = load_sample("runtime/market/sample", "NDX");
  REQUIRE(sample.has_value());
  const DataSet for_one(sample->bars), for_many(sample->bars);
  const Program program{"SignalBoth", probe::find_api_use("SignalBoth")->entry};
  const auto bits = [&](const DataSet& data, double fast) {
    const std::vector<double> values{fast, 30};
    const auto report = run_backtest(program, data, {}, values, {});
    return report ? bits_of(*report) : std::vector<std::uint64_t>{};
  };
  std::vector<std::vector<std::uint64_t>> alone, together(16);
  for (int i = 0; i < 16; ++i) alone.push_back(bits(for_one, 2 + i % 8));
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = t; i < 16; i += 4)
        together[i] = bits(for_many, 2 + static_cast<double>(i % 8));
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(alone == together);
  CHECK(alone[0] != alone[1]);
}

TEST_CASE("date() and the exchange calendar are those of the bar") {
  Bars table = flat_bars({1, 2, 3});
  table.time = {1710426600, 1710513000, 1711636200};  // 14, 15 and 28 March 2024, 14:30
  const Notes expected{2024, 3, 15, 4, 31 + 29 + 15, 14, 30, 11, 9, 0, 1,   // a third Friday
                       2024, 3, 28, 3, 31 + 29 + 28, 14, 30, 20, 0, 1, 0};  // before Good Friday
  CHECK(notes_of("Dates", table) == expected);
}

TEST_CASE("handles kept in members read live, and acting on what is gone does nothing") {
  const Notes notes = notes_of("KeepsHandles", flat_bars({10, 11, 12, 13, 14, 15}));
  // Order true, its size; open, closed, pending; the first trade's size, entry, exit, pl; the
  // second's size.
  const Notes expected{1, 3, 2, 0, 0, 3, 2, 12, 0,  0, 3 * (13 - 12), 2,  // bar 3
                       1, 3, 2, 0, 1, 3, 2, 12, 0,  0, 3 * (14 - 12), 2,  // bar 4: to be closed
                       1, 3, 1, 1, 0, 3, 2, 12, 15, 5, 3 * (15 - 12), 2, 1, 1, 0};  // bar 5
  CHECK(notes == expected);
}

TEST_CASE("a tag is a number or a text and compares with both") {
  CHECK(notes_of("Tags", flat_bars({10, 10, 10})) ==
        Notes{1, 1, 1, 0, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1});
}

TEST_CASE("the position's numbers, with pl_pct in percent, and a trade's as a fraction") {
  const double percent = 100.0 * 12 / (4 * 12 + 15);
  const Notes expected{0, 0, 0, 0,  0,       10000,        // bar 1
                       1, 4, 1, 0,  0,       10000,        // bar 2: 4 at 12
                       1, 5, 1, 12, percent, 10012, 0.25,  // bar 3: 1 at 15 more; 15 / 12 - 1
                       1, 5, 1, 12, percent, 10012};
  CHECK(notes_of("PositionNumbers", flat_bars({10, 10, 12, 15, 15})) == expected);
}

TEST_CASE("a part of a position is rounded half to even, and at least one unit") {
  const auto left = [](const char* size, const char* portion) {
    return notes_of("HalfToEven", flat_bars({10, 10, 10, 10}),
                    {{"size", size}, {"portion", portion}});
  };
  CHECK(left("5", "0.5") == Notes{3});  // 2.5 is 2
  CHECK(left("7", "0.5") == Notes{3});  // 3.5 is 4
  CHECK(left("3", "0.5") == Notes{1});  // 1.5 is 2
  CHECK(left("5", "0.1") == Notes{4});  // 0.5 is 0, so 1
  CHECK(left("1", "0.25") == Notes{0});
}

TEST_CASE(
    "set_sl and set_tp move and remove, and cancelling a contingent order clears the trade's "
    "price") {
  const Notes expected{90, 120, 2, 1, 90, 120, 95, 95, 0, 1, 0, 0, 2};
  CHECK(notes_of("MovesBrackets", flat_bars({100, 100, 100, 100})) == expected);
}

TEST_CASE(
    "the signal form and the next() form that it stands for give the same report, bit by bit") {
  const auto sample = load_sample("runtime/market/sample", "NDX");
  REQUIRE(sample.has_value());
  std::size_t trades = 0;
  for (const char* fast : {"2", "5", "10"}) {
    for (const auto& [signal, next] :
         {std::pair("SignalLong", "NextLong"), std::pair("SignalBoth", "NextBoth")}) {
      const std::vector<ParamSetting> settings{{"fast", fast}, {"slow", "25"}};
      RunOptions options;
      options.broker.commission.relative = 0.001;
      const Outcome a = run_api(signal, sample->bars, options, settings);
      const Outcome b = run_api(next, sample->bars, options, settings);
      CHECK(bits_of(*a.report) == bits_of(*b.report));
      trades += a.report->trades.size();
    }
  }
  CHECK(trades > 600);
}

TEST_CASE("bars before the first traded one are warm-up, and the report counts from it") {
  RunOptions options;
  options.first_bar = 3;
  const Outcome outcome = run_api("BuysOnce", flat_bars({10, 11, 12, 13, 14, 15}), options);
  const Report& report = *outcome.report;
  CHECK(report.equity == std::vector<double>{10000, 10000, 10001});
  REQUIRE(report.open_trades.size() == 1);
  CHECK(report.open_trades[0].entry_bar == 1);  // decided at bar 3, filled at bar 4
  CHECK(report.open_trades[0].entry_price == 14);
}

TEST_CASE("a trade booked before the first traded bar is shown at the first") {
  RunOptions options;
  options.first_bar = 3;
  options.broker.trade_on_close = true;
  options.finalize_trades = true;
  // Decided at the only bar; the finalising step fills it at the close before.
  const Outcome outcome = run_api("BuysOnce", flat_bars({10, 11, 12, 13}), options);
  REQUIRE(outcome.report->open_trades.size() == 1);
  CHECK(outcome.report->open_trades[0].entry_bar == 0);
  CHECK(outcome.report->open_trades[0].entry_price == 12);
}

}  // namespace
