// Every recorded program on real bars: run day by day, with each day's data only, it has at every
// date the position and the orders that one run over everything has there.
#include "compiler/load/loader.hpp"
#include "compiler/spec/spec.hpp"
#include "runtime/base/file.hpp"
#include "runtime/base/hash.hpp"
#include "runtime/engine/backtest.hpp"
#include "runtime/market/repair.hpp"
#include "runtime/sweep/parallel.hpp"
#include "tests/runtime/engine/logged_state.hpp"
#include "tests/runtime/market/lenient_csv.hpp"
#include "tools/cli/period.hpp"
#include "tools/cli/spec_values.hpp"
#include "tools/cli/strategy_signal.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

using namespace stratgen;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t spread_dates = 64;  // over the traded bars, and each of the last 20 as well
constexpr std::size_t final_dates = 20;

std::vector<fs::path> programs() {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::recursive_directory_iterator("generated"))
    if (entry.path().filename() == "strategy.cpp") folders.push_back(entry.path().parent_path());
  std::sort(folders.begin(), folders.end());
  return folders;
}

std::map<std::string, Bars> all_markets() {
  std::map<std::string, Bars> markets;
  for (const auto& entry : fs::directory_iterator(STRATGEN_REFERENCE_DIR "/data/daily")) {
    if (entry.path().extension() != ".csv") continue;
    const std::string symbol = entry.path().stem().string();
    markets[symbol] = repair(testing::read_lenient(entry.path(), symbol).bars, {}).bars;
  }
  return markets;
}

struct Outcome {
  std::size_t dates = 0, held = 0, waiting = 0;
  std::string lacking;  // why it could not be run
  std::string differs;
};

class Consistency {
 public:
  Consistency(const fs::path& folder, const std::map<std::string, Bars>& markets, Loader& loader)
      : folder_(folder), markets_(markets), loader_(loader) {}

  Outcome check() const {
    Outcome outcome;
    if (const auto done = compare(outcome); !done) outcome.lacking = done.error().message;
    return outcome;
  }

 private:
  Result<Bars> market(const std::string& symbol, std::int64_t last) const {
    const auto found = markets_.find(symbol);
    if (found == markets_.end()) return fail(Fault::Data, "no bars of " + symbol);
    return slice(found->second, found->second.time.front(), last);
  }

  AssetSource markets_until(std::int64_t last) const {
    return [this, last](const std::string& symbol, const std::string&) -> Result<AssetBars> {
      STRATGEN_TRY(Bars bars, market(symbol, last));
      return AssetBars(std::move(bars));
    };
  }

  Result<void> compare(Outcome& outcome) const {
    STRATGEN_TRY(const std::string spec_text, read_file(folder_ / "spec.json"));
    STRATGEN_TRY(const Spec spec, parse_spec(spec_text));
    STRATGEN_TRY(const std::string source, read_file(folder_ / "strategy.cpp"));
    constexpr std::int64_t forever = 1LL << 40;
    STRATGEN_TRY(Bars traded, market(spec.universe.front(), forever));
    STRATGEN_TRY(const Period period, parse_period("2020-01-01", ""));
    STRATGEN_TRY(const PeriodBars within, cut(std::move(traded), period));
    const DataSet data(within.bars, markets_until(forever));
    STRATGEN_TRY(CompiledSource compiled, loader_.compile(source, {}));
    STRATGEN_TRY(const LoadedStrategy loaded, loader_.load(std::move(compiled), data));
    STRATGEN_TRY(const auto declared, declared_params(loaded.program, data));
    STRATGEN_TRY(const auto values, spec_values(spec, loaded.program.name, declared));
    RunOptions options;
    options.broker.cash = 100000;
    options.broker.commission.relative = 0.001;
    options.first_bar = within.first_bar;
    Trace trace;
    RunMemory memory;
    memory.trace = &trace;
    STRATGEN_TRY(const Report whole,
                 run_backtest(loaded.program, data, declared, values, options, memory));
    const auto states = logged_state::at_each_bar(trace.orders, within.bars.size());
    for (const std::size_t bar : dates(within)) {
      const std::int64_t last = within.bars.time[bar];
      STRATGEN_TRY(const Bars until, slice(within.bars, within.bars.time.front(), last));
      const DataSet known(until, markets_until(last));
      STRATGEN_TRY(const Report part,
                   run_backtest(loaded.program, known, declared, values, options));
      ++outcome.dates;
      outcome.held += !part.open_trades.empty();
      outcome.waiting += !part.pending_orders.empty();
      const std::string state = logged_state::at_end(part);
      const bool alike =
          state == states[bar] && part.equity.back() == whole.equity[bar - within.first_bar];
      if (!alike && outcome.differs.empty())
        outcome.differs =
            fmt::format("{}: {} against {}, equity {} against {}", to_iso(last, until.clock), state,
                        states[bar], part.equity.back(), whole.equity[bar - within.first_bar]);
    }
    return {};
  }

  static std::vector<std::size_t> dates(const PeriodBars& within) {
    std::vector<std::size_t> bars;
    const std::size_t end = within.bars.size(), traded = end - within.first_bar;
    for (std::size_t i = 0; i < spread_dates; ++i)
      bars.push_back(within.first_bar + 1 + i * (traded - final_dates - 1) / spread_dates);
    for (std::size_t bar = end - final_dates; bar < end; ++bar) bars.push_back(bar);
    return bars;
  }

  const fs::path& folder_;
  const std::map<std::string, Bars>& markets_;
  Loader& loader_;
};

// Real bars of less than a day, the last of them.
Bars intraday(const std::string& file, const std::string& symbol) {
  const fs::path path = fs::path(STRATGEN_REFERENCE_DIR "/data/hourly") / (file + ".csv");
  const Bars bars = repair(testing::read_lenient(path, symbol).bars, {}).bars;
  constexpr std::size_t kept = 1500;
  return slice(bars, bars.time[bars.size() - kept], bars.time.back()).value();
}

// What `signals` makes of one program when it is asked at the end of a bar, and a second before.
class IntradaySignals {
 public:
  IntradaySignals(const std::string& document, Bars bars, const std::string& timeframe,
                  Loader& loader)
      : bars_(std::move(bars)), loader_(loader) {
    result_.category = document.substr(0, document.find('/'));
    result_.slug = document.substr(document.find('/') + 1);
    result_.symbol = bars_.symbol;
    result_.timeframe = timeframe;
    source_ = read_file(fs::path("generated") / document / "strategy.cpp").value();
    result_.source_hash = sha256(source_);
    markets_.load = [this](const std::string&, const std::string&) -> Result<MarketBars> {
      return MarketBars{bars_, std::nullopt};
    };
    settings_.run.broker.cash = 1e6;
  }

  void check() {
    const BarKind kind = bar_kind(bars_).value();
    const std::vector<std::int64_t> ends = bar_ends(bars_, kind);
    const auto [states, equity] = whole_run();
    for (std::size_t bar = bars_.size() / 3; bar < bars_.size(); bar += bars_.size() / 12) {
      CAPTURE(bar);
      check_at(ends[bar], bar, states[bar], equity[bar]);
      // A bar goes on when the one before it may have ended long ago.
      if (ends[bar - 1] < ends[bar])
        check_at(ends[bar] - 1, bar - 1, states[bar - 1], equity[bar - 1]);
    }
  }

 private:
  std::pair<std::vector<std::string>, std::vector<double>> whole_run() {
    const DataSet data(bars_);
    const CompiledSource compiled = loader_.compile(source_, {}).value();
    const LoadedStrategy loaded = loader_.load(compiled, data).value();
    const auto declared = declared_params(loaded.program, data).value();
    const auto values = resolve_params(loaded.program.name, declared, {}).value();
    Trace trace;
    RunMemory memory;
    memory.trace = &trace;
    Report report =
        run_backtest(loaded.program, data, declared, values, settings_.run, memory).value();
    return {logged_state::at_each_bar(trace.orders, bars_.size()), std::move(report.equity)};
  }

  void check_at(std::int64_t now, std::size_t bar, const std::string& state, double equity) {
    settings_.when.now = now;
    const StrategySignal signal = signal_of(result_, {"generated", loader_, markets_, settings_});
    CAPTURE(signal.failure.value_or(Error{}).message);
    REQUIRE(signal.state);
    CHECK(signal.state->time == bars_.time[bar]);
    CHECK(signal.state->equity == equity);
    const double units = signal.state->position.value_or(Position{}).units;
    CHECK(state.starts_with(fmt::format("{:a} units;", units)));
  }

  Bars bars_;
  Loader& loader_;
  OptimizeResult result_;
  std::string source_;
  BarSource markets_;
  SignalSettings settings_;
};

}  // namespace

TEST_CASE("on hours a signal is that of one run at the last bar that has ended") {
  auto jit = Jit::create();
  REQUIRE(jit);
  Loader loader(std::move(*jit), std::nullopt, std::nullopt);
  for (const char* const document : {"momentum/sma-crossover", "mean-reversion/rsi-mean-reversion",
                                     "technical-other/donchian-turtle-breakout"}) {
    CAPTURE(document);
    IntradaySignals(document, intraday("SPY", "SPY"), "1h", loader).check();
    IntradaySignals(document, intraday("EURUSD", "EURUSD"), "1h", loader).check();
    IntradaySignals(document, intraday("BTCUSDT_4h", "BTCUSDT"), "4h", loader).check();
  }
}

TEST_CASE("day by day every recorded program wants what one run over all bars wants") {
  auto jit = Jit::create();
  REQUIRE(jit);
  // The recordings are ours: no workers, and no cache to fill.
  Loader loader(std::move(*jit), std::nullopt, std::nullopt);
  const auto markets = all_markets();
  const std::vector<fs::path> folders = programs();
  REQUIRE(folders.size() >= 80);
  std::vector<Outcome> outcomes(folders.size());
  const auto done = for_each_parallel(folders.size(), 2, [&](std::uint64_t i) {
    outcomes[i] = Consistency(folders[i], markets, loader).check();
  });
  REQUIRE(done);
  std::size_t ran = 0, states = 0, held = 0, waiting = 0;
  for (std::size_t i = 0; i < folders.size(); ++i) {
    CAPTURE(folders[i].string());
    const Outcome& outcome = outcomes[i];
    CHECK(outcome.differs == "");
    states += outcome.dates;
    held += outcome.held;
    waiting += outcome.waiting;
    if (outcome.lacking.empty()) {
      ++ran;
      CHECK(outcome.dates == spread_dates + final_dates);
    } else {
      MESSAGE(folders[i].string() << ": " << outcome.lacking);
    }
  }
  MESSAGE(ran << " programs, " << states << " states, " << held << " with a position, " << waiting
              << " with orders that wait");
  CHECK(ran >= 75);
  CHECK(waiting > states / 50);
}
