// What holds for every run: over random bars, real bars, settings and actions. A failure names the
// seed; random_run::make(seed, ...) gives that run again.
#include "runtime/engine/backtest.hpp"
#include "runtime/market/sample_bars.hpp"
#include "tests/runtime/engine/account_watch.hpp"
#include "tests/runtime/engine/plain_broker.hpp"
#include "tests/runtime/engine/random_run.hpp"
#include "tests/runtime/engine/report_bits.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdint>

namespace {

using namespace stratgen;
using random_run::RandomRun;

constexpr std::uint64_t runs = 12000;  // seeds 1 to 12000; the issue asks for 10,000 logs at least

const std::vector<Bars>& markets() {
  static const std::vector<Bars> loaded = [] {
    std::vector<Bars> list;
    for (const char* symbol : {"NDX", "AAPL", "FB", "GOOG"}) {
      auto sample = load_sample("runtime/market/sample", symbol);
      if (!sample) FAIL(sample.error().message);
      list.push_back(std::move(sample->bars));
    }
    return list;
  }();
  return loaded;
}

Report replay_run(const RandomRun& run, bool step_every_bar = false,
                  replay::Watcher* watcher = nullptr) {
  const replay::Script script{run.actions.data(), static_cast<int>(run.actions.size()), run.warmup,
                              step_every_bar, watcher};
  replay::script = &script;
  const DataSet data(run.bars);
  auto report = run_backtest({"Replay", replay_strategy}, data, {}, {}, run.options);
  if (!report) FAIL(report.error().message);
  return *report;
}

Trade to_trade(const plain::Trade& t) {
  return {t.size, t.entry_bar, t.exit_bar,   t.entry_price, t.exit_price,
          t.sl,   t.tp,        t.commission, t.tag};
}

Report to_report(const plain::Broker& broker, const Bars& bars) {
  Report report;
  for (const auto& trade : broker.closed) report.trades.push_back(to_trade(*trade));
  for (const auto& trade : broker.trades) {
    Trade& open = report.open_trades.emplace_back(to_trade(*trade));
    open.exit_bar = static_cast<int>(bars.size()) - 1;
    open.exit_price = bars.close.back();
  }
  for (const auto& o : broker.orders) {
    const auto parent = o->parent.lock();
    const bool contingent = parent && (parent->sl_order == o || parent->tp_order == o);
    report.pending_orders.push_back({o->size, o->limit, o->stop, o->sl, o->tp, o->tag, contingent});
  }
  report.equity = broker.equity;
  report.cash = broker.cash;
  report.warnings = broker.warnings;
  return report;
}

TEST_CASE(
    "a broker written plainly from the rules gives the same trades, orders, equity and warnings, "
    "bit by bit") {
  std::size_t trades = 0, ruined = 0, refused = 0, warned = 0;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    const RandomRun run = random_run::make(seed, markets(), false);
    const Report report = replay_run(run);
    plain::Broker plain(run.bars, run.options);
    plain.run(run.actions, run.warmup);
    if (bits_of(report) != bits_of(to_report(plain, run.bars))) {
      FAIL_CHECK("seed " << seed << ": " << random_run::describe(run));
    }
    trades += report.trades.size();
    ruined += report.equity.back() == 0;
    refused += static_cast<std::size_t>(report.warnings.refused);
    warned += static_cast<std::size_t>(report.warnings.canceled_relative +
                                       report.warnings.canceled_margin +
                                       report.warnings.same_bar_contingent);
  }
  MESSAGE("seeds 1 to " << runs << ": " << trades << " trades, " << ruined << " runs ruined, "
                        << refused << " orders refused, " << warned << " warnings");
  CHECK(trades > 10 * runs);
  CHECK(ruined > runs / 100);
  CHECK(refused > runs / 10);
  CHECK(warned > runs);
}

TEST_CASE(
    "a run twice is the same to the last bit, and so is one whose broker works on every bar") {
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    const RandomRun run = random_run::make(seed, markets(), false);
    const auto once = bits_of(replay_run(run));
    if (once != bits_of(replay_run(run))) FAIL_CHECK("again: seed " << seed);
    if (once != bits_of(replay_run(run, true)))
      FAIL_CHECK("woken: seed " << seed << ": " << random_run::describe(run));
  }
}

TEST_CASE(
    "equity is cash and positions, cash follows from trades, no order is lost, fills and sizes are "
    "legal") {
  for (std::uint64_t seed = runs + 1; seed <= 2 * runs; ++seed) {
    const RandomRun run = random_run::make(seed, markets(), true);
    AccountWatch watch(run);
    const Report report = replay_run(run, false, &watch);
    watch.at_end(report);
    if (!watch.broken().empty()) {
      FAIL_CHECK("seed " << seed << ": " << watch.broken().front() << " ("
                         << random_run::describe(run) << ")");
    }
  }
  MESSAGE("seeds " << runs + 1 << " to " << 2 * runs);
}

}  // namespace
