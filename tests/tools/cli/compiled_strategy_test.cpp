#include "tools/cli/compiled_strategy.hpp"

#include "runtime/engine/backtest.hpp"
#include "tests/tools/cli/bars.hpp"

#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace stratgen;

namespace {

// Line 6 rejects an odd n, and line 9 orders at a stop that is wrong on the third bar.
constexpr std::string_view picky = R"(#include <stratgen/strategy.hpp>

struct Picky : Strategy {
  int n = param("n", 2);
  void init() {
    if (n % 2 == 1) reject("n must be even");
  }
  void next() {
    buy({.size = 1, .sl = close * (bar_index() == 2 ? 1.5 : 0.5)});
  }
};
STRATGEN_STRATEGY(Picky)
)";

CompiledStrategy compiled(Jit& jit) {
  auto made = compile_strategy(jit, picky, {});
  REQUIRE(made);
  return std::move(*made);
}

DataSet four_days() {
  return DataSet(
      bars_on({"2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"}, {10, 10, 10, 10}), {});
}

std::string failure(const Program& program, const DataSet& data, double n) {
  const auto declared = declared_params(program, data);
  REQUIRE(declared);
  const auto report = run_backtest(program, data, *declared, std::vector{n}, {});
  return report ? "" : report.error().message;
}

const std::string rejected = "Picky line 6, in init(): rejected its parameters: n must be even";

}  // namespace

TEST_CASE("a failure names strategy, line, bar and date") {
  auto jit = Jit::create();
  REQUIRE(jit);
  const CompiledStrategy strategy = compiled(*jit);
  const DataSet data = four_days();
  CHECK(failure(strategy.program, data, 1) == rejected);
  CHECK(failure(strategy.program, data, 2) ==
        "Picky line 9, at bar 2 (2024-01-03): buy: sl 15 is not below the price 10");
}

TEST_CASE("runs on two threads that fail at once name their lines") {
  auto jit = Jit::create();
  REQUIRE(jit);
  const CompiledStrategy strategy = compiled(*jit);
  const DataSet data = four_days();
  std::vector<std::string> messages(200);
  const auto work = [&](std::size_t first) {
    for (std::size_t i = first; i < messages.size(); i += 2)
      messages[i] = failure(strategy.program, data, 3);
  };
  std::thread other(work, 0);
  work(1);
  other.join();
  for (const std::string& each : messages) CHECK(each == rejected);
}
