// A cell of a sweep is a backtest: the same run, the same numbers, with fewer words.
#include "runtime/engine/cell.hpp"

#include "runtime/engine/backtest.hpp"
#include "runtime/market/sample_bars.hpp"
#include "tests/runtime/engine/random_run.hpp"
#include "tests/runtime/engine/reference_strategies.hpp"
#include "tests/runtime/engine/small_run.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <initializer_list>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace stratgen;
using random_run::RandomRun;

// Relative, or of a thousandth of a percent.
bool near(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) == std::isnan(b);
  return a == b || std::abs(a - b) <= 1e-9 * std::max(1e-3, std::max(std::abs(a), std::abs(b)));
}

std::string difference(const CellStatistics& cell, const Statistics& full) {
  std::string text;
  const auto compare = [&](const char* name, double ours, double theirs) {
    if (!near(ours, theirs)) text += fmt::format("{} {} instead of {}; ", name, ours, theirs);
  };
  compare("return", cell.return_pct, full.return_pct);
  compare("annual return", cell.annual_return_pct, full.annual_return_pct);
  compare("volatility", cell.annual_volatility_pct, full.annual_volatility_pct);
  compare("Sharpe", cell.sharpe_ratio, full.sharpe_ratio);
  compare("Sortino", cell.sortino_ratio, full.sortino_ratio);
  compare("drawdown", cell.max_drawdown_pct, full.max_drawdown_pct);
  compare("win rate", cell.win_rate_pct, full.win_rate_pct);
  compare("exposure", cell.exposure_time_pct, full.exposure_time_pct);
  compare("profit factor", cell.profit_factor, full.profit_factor);
  compare("trades", static_cast<double>(cell.trades), static_cast<double>(full.trades));
  return text;
}

// Empty if the cell says what the backtest says.
std::string difference(const Cell& cell, const Result<Report>& report) {
  if (!report) return cell.ending == Ending::Completed ? "completed instead of failed" : "";
  const Ending expected = report->equity.back() <= 0 ? Ending::Ruined : Ending::Completed;
  if (cell.ending != expected)
    return fmt::format("{} instead of {}", to_string(cell.ending), to_string(expected));
  return expected == Ending::Ruined ? "" : difference(cell.statistics, report->statistics);
}

const std::vector<Bars>& markets() {
  static const std::vector<Bars> loaded = [] {
    std::vector<Bars> list;
    for (const char* symbol : {"NDX", "AAPL", "FB", "GOOG"})
      list.push_back(load_sample("runtime/market/sample", symbol).value().bars);
    return list;
  }();
  return loaded;
}

// What random_run leaves out.
void vary(RandomRun& run, std::uint64_t seed) {
  RunOptions& options = run.options;
  if (seed % 2 == 1) options.broker.fills = FillModel::Strict;
  if (seed % 3 == 1) options.broker.fractional = true;
  if (seed % 5 == 1) options.broker.slippage = {5, 0.1};
  if (seed % 7 == 1) options.risk_free_rate = 0.02;
  if (seed % 4 == 1) options.first_bar = run.bars.size() / 3;
  const std::int64_t per_session = static_cast<std::int64_t>(seed / 2 % 4) + 1;
  constexpr std::int64_t distances[] = {1, 1, 7, 31, 365};
  const std::int64_t days = distances[seed % 5];
  for (std::size_t i = 0; i < run.bars.size(); ++i) {
    const auto bar = static_cast<std::int64_t>(i);
    run.bars.time.set(i, 86400 * days * (bar / per_session) + 3600 * (bar % per_session));
    if (seed % 11 == 1) run.bars.time.set(i, bar);
  }
  if (seed % 11 == 1) run.bars.clock = Clock::Numbers;
  for (replay::Action& action : run.actions) {
    if (seed % 3 == 0) action.good_for = static_cast<int>(action.number % 4);
    if (seed % 4 == 0) action.intraday = action.number % 3 == 0;
  }
}

TEST_CASE("a cell's statistics are those of the backtest, whatever the options and the spacing") {
  constexpr std::uint64_t runs = 6000;
  std::map<Ending, int> endings;
  std::size_t trades = 0;
  CellMemory memory;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    RandomRun run = random_run::make(seed, markets(), true);
    if (seed > 3000) vary(run, seed);
    const replay::Script script{run.actions.data(), static_cast<int>(run.actions.size()),
                                run.warmup};
    replay::script = &script;
    const DataSet data(run.bars);
    memory.forget();
    const Program program{"Replay", replay_strategy};
    const auto report = run_backtest(program, data, {}, {}, run.options);
    const Cell cell = run_cell(program, data, {}, run.options, memory);
    const std::string differs = difference(cell, report);
    if (!differs.empty())
      FAIL_CHECK("seed " << seed << ": " << random_run::describe(run) << ": " << differs);
    ++endings[cell.ending];
    trades += static_cast<std::size_t>(cell.statistics.trades);
  }
  MESSAGE("seeds 1 to " << runs << ": " << trades << " trades, " << endings[Ending::Ruined]
                        << " ruined");
  CHECK(endings[Ending::Completed] > 4000);
  CHECK(endings[Ending::Ruined] > 50);
}

TEST_CASE("cells of real strategies on real markets are their backtests") {
  RunOptions plain, costly;
  costly.broker.commission = {1, 0.001, nullptr};
  costly.broker.margin = 0.5;
  costly.finalize_trades = true;
  costly.first_bar = 300;
  int compared = 0;
  for (const Bars& bars : markets()) {
    const DataSet data(bars);
    for (int number = 1; number < 30; ++number) {
      const auto entry = reference::strategy_of_case(number);
      if (!entry) continue;
      for (const RunOptions& options : {plain, costly}) {
        CellMemory memory;
        const Program program{"Reference", entry};
        const auto report = run_backtest(program, data, {}, {}, options);
        const Cell cell = run_cell(program, data, {}, options, memory);
        CHECK_MESSAGE(difference(cell, report) == "", "case ", number, " on ", bars.symbol);
        ++compared;
      }
    }
  }
  CHECK(compared > 100);
}

TEST_CASE("a cell after others is what it is alone") {
  CellMemory memory;
  const DataSet data(markets()[0]);
  for (int round = 0; round < 2; ++round) {
    for (int number = 1; number < 15; ++number) {
      const Program program{"Reference", reference::strategy_of_case(number)};
      if (!program.entry) continue;
      CellMemory fresh;
      const Cell alone = run_cell(program, data, {}, {}, fresh);
      const Cell after = run_cell(program, data, {}, {}, memory);
      CHECK(after.statistics.return_pct == alone.statistics.return_pct);
      CHECK(after.statistics.annual_volatility_pct == alone.statistics.annual_volatility_pct);
      CHECK(after.statistics.trades == alone.statistics.trades);
    }
  }
}

Ending ending_of(const probe::NamedStrategy* strategy, const RunOptions& options = {}) {
  REQUIRE(strategy != nullptr);
  const DataSet data(small_run::flat_bars({100, 100, 100, 100, 100}));
  CellMemory memory;
  return run_cell({strategy->name, strategy->entry}, data, {}, options, memory).ending;
}

TEST_CASE("each way in which a cell ends is told apart") {
  CHECK(ending_of(probe::find_faulty("Orders")) == Ending::Completed);
  CHECK(ending_of(probe::find_bad_use("Rejects")) == Ending::Rejected);
  for (const char* name : {"EndlessOrders", "EndlessLists", "EndlessSeries", "EndlessCloses"}) {
    RunOptions options;
    options.fuel = 1'000'000;
    options.memory = 1'000'000;
    CHECK_MESSAGE(ending_of(probe::find_bad_use(name), options) == Ending::OutOfBudget, name);
  }
  for (const char* name : {"NegativeIndex", "FullList", "ListIndex"})
    CHECK_MESSAGE(ending_of(probe::find_bad_use(name)) == Ending::Trap, name);
  for (const char* name : {"ReadsNowhere", "Divides", "FaultsInInit"})
    CHECK_MESSAGE(ending_of(probe::find_faulty(name)) == Ending::Trap, name);
  CHECK(ending_of(probe::find_bad_use("UnassignedSeries")) == Ending::Failed);
}

TEST_CASE("a refused order and a ruined account end a cell, each by its name") {
  const auto ending = [](const Bars& bars, const replay::Action& action, double margin) {
    const replay::Script script{&action, 1, 0};
    replay::script = &script;
    RunOptions options;
    options.broker.margin = margin;
    CellMemory memory;
    const DataSet data(bars);
    return run_cell({"Replay", replay_strategy}, data, {}, options, memory).ending;
  };
  replay::Action buy;
  buy.bar = 1;
  CHECK(ending(small_run::flat_bars({100, 100, 100, 90}), buy, 1) == Ending::Completed);
  // Ten times the cash falls by more than a tenth.
  CHECK(ending(small_run::flat_bars({100, 100, 100, 85}), buy, 0.1) == Ending::Ruined);
  buy.sl = 120;  // above the price
  CHECK(ending(small_run::flat_bars({100, 100, 100, 90}), buy, 1) == Ending::RefusedOrder);
}

TEST_CASE("where there is no bar to trade a cell fails") {
  CellMemory memory;
  RunOptions options;
  options.first_bar = 3;
  const DataSet data(small_run::flat_bars({100, 100, 100}));
  const auto* const strategy = probe::find_faulty("Orders");
  CHECK(run_cell({strategy->name, strategy->entry}, data, {}, options, memory).ending ==
        Ending::Failed);
}

TEST_CASE("an ending has a name") {
  CHECK(to_string(Ending::Completed) == "completed");
  CHECK(to_string(Ending::OutOfBudget) == "out of budget");
  CHECK(to_string(Ending::RefusedOrder) == "refused order");
}

}  // namespace
