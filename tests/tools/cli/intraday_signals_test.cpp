// Asked at the end of a bar of real hours and a second before, `signals` says what one run over
// everything has at the last bar that has ended.
#include "compiler/load/loader.hpp"
#include "runtime/base/file.hpp"
#include "runtime/base/hash.hpp"
#include "runtime/engine/backtest.hpp"
#include "runtime/market/repair.hpp"
#include "tests/runtime/engine/logged_state.hpp"
#include "tests/runtime/market/lenient_csv.hpp"
#include "tools/cli/strategy_signal.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <vector>

using namespace stratgen;

namespace {

namespace fs = std::filesystem;

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
