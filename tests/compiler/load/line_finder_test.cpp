#include "compiler/load/line_finder.hpp"

#include "runtime/engine/backtest.hpp"
#include "tests/compiler/load/loaders.hpp"

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

LoadedStrategy loaded(Loader& loader, const DataSet& data) {
  auto compiled = loader.compile(picky, {});
  REQUIRE(compiled);
  auto made = loader.load(std::move(*compiled), data);
  REQUIRE(made);
  return std::move(*made);
}

std::string failure(const Program& program, const DataSet& data, double n) {
  const auto declared = declared_params(program, data);
  REQUIRE(declared);
  const auto report = run_backtest(program, data, *declared, std::vector{n}, {});
  return report ? "" : report.error().message;
}

const std::string rejected = "Picky line 6, in init(): rejected its parameters: n must be even";

}  // namespace

TEST_CASE("a failure names strategy, line, bar and date, compiled here or by a worker") {
  const DataSet data = four_days();
  const auto names_them = [&](Loader loader) {
    const LoadedStrategy strategy = loaded(loader, data);
    CHECK(failure(strategy.program, data, 1) == rejected);
    CHECK(failure(strategy.program, data, 2) ==
          "Picky line 9, at bar 2 (2024-01-03): buy: sl 15 is not below the price 10");
  };
  names_them(in_process());
  names_them(with_workers());
}

TEST_CASE("runs on two threads that fail at once name their lines") {
  const DataSet data = four_days();
  Loader loader = with_workers();
  const LoadedStrategy strategy = loaded(loader, data);
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

TEST_CASE("a source whose line nobody can find has line 0") {
  CHECK(LineFinder("no strategy", {}, nullptr).line_of(100) == 0);
}
