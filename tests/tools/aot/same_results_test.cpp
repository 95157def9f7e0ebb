// What the JIT makes of the strategies in generated/ and what clang makes of them ahead of time, at
// O3 and without guards: the same trades and the same equity to the last bit.
#include "compiler/frontend/compile.hpp"
#include "compiler/jit/program.hpp"
#include "runtime/base/file.hpp"
#include "runtime/engine/backtest.hpp"
#include "runtime/engine/built_strategy.hpp"
#include "runtime/market/sample_bars.hpp"
#include "tests/runtime/engine/report_bits.hpp"
#include "tests/tools/made_up_bars.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <random>
#include <string>
#include <vector>

using namespace stratgen;

extern "C" {
#define STRATEGY(symbol, path) extern const BuiltStrategy symbol;
#include "embedded/built_strategies.inc"
#undef STRATEGY
}

namespace {

struct Source {
  const char* path;
  const BuiltStrategy& built;
};

const Source sources[] = {
#define STRATEGY(symbol, path) {path, symbol},
#include "embedded/built_strategies.inc"
#undef STRATEGY
};

using Values = std::vector<double>;

// The defaults, both ends of all ranges, and some in between.
std::vector<Values> parameter_sets(const std::vector<ParamDeclaration>& declared) {
  std::mt19937_64 random(11);
  std::vector<Values> sets(8);
  for (const ParamDeclaration& param : declared) {
    const abi::ParamRange range =
        param.range.value_or(abi::ParamRange{param.value, param.value, 1});
    const auto steps = static_cast<int>(std::floor((range.max - range.min) / range.step + 1e-9));
    sets[0].push_back(param.value);
    sets[1].push_back(range.min);
    sets[2].push_back(range.min + steps * range.step);
    for (std::size_t i = 3; i < sets.size(); ++i)
      sets[i].push_back(range.min + std::uniform_int_distribution(0, steps)(random) * range.step);
  }
  return sets;
}

RunOptions plain() { return {}; }
RunOptions with_costs() {
  RunOptions options;
  options.broker.commission.relative = 0.001;
  options.broker.spread = 0.0002;
  options.finalize_trades = true;
  return options;
}

// Both runs, compared; the number of trades.
std::size_t compare(const Program& jit, const Program& built, const DataSet& data,
                    const std::vector<ParamDeclaration>& declared, const Values& values,
                    const RunOptions& options) {
  const auto a = run_backtest(jit, data, declared, values, options);
  const auto b = run_backtest(built, data, declared, values, options);
  REQUIRE(a.has_value() == b.has_value());
  if (!a) {
    CHECK(a.error().message == b.error().message);
    return 0;
  }
  CHECK(bits_of(*a) == bits_of(*b));
  return a->trades.size();
}

// The bundled markets; what a strategy reads beside them is made up.
std::deque<DataSet> sample_bars() {
  std::deque<DataSet> sets;
  const auto catalog = read_sample_catalog("runtime/market/sample").value();
  for (const SampleMarket& market : catalog) {
    const Bars bars = load_sample("runtime/market/sample", market.symbol).value().bars;
    sets.emplace_back(bars,
                      [bars](const std::string& asset, const std::string&) -> Result<AssetBars> {
                        return AssetBars{made_up_bars(asset, bars), {}};
                      });
  }
  return sets;
}

}  // namespace

TEST_CASE("JIT and ahead-of-time code trade alike to the last bit") {
  auto jit = Jit::create();
  REQUIRE(jit);
  REQUIRE(std::size(sources) >= 7);
  const std::deque<DataSet> markets = sample_bars();
  for (const Source& source : sources) {
    CAPTURE(std::string(source.path));
    const auto object = compile(read_file(source.path).value());
    REQUIRE(object);
    const auto linked = LinkedProgram::link(*jit, object->object, host_symbols());
    REQUIRE(linked);
    const Program by_jit{object->class_name, linked->entry()};
    const Program built{source.built.name, source.built.entry};
    CHECK(by_jit.name == built.name);

    std::size_t trades = 0;
    for (const DataSet& data : markets) {
      const auto declared = declared_params(by_jit, data);
      REQUIRE(declared);
      for (const Values& values : parameter_sets(*declared)) {
        CAPTURE(values);
        trades += compare(by_jit, built, data, *declared, values, plain());
        trades += compare(by_jit, built, data, *declared, values, with_costs());
      }
    }
    CHECK(trades > 0);  // or there would be nothing to compare
  }
}
