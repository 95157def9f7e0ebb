// What a run may use up: work and memory.
#include "tests/runtime/engine/small_run.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

using namespace stratgen;

small_run::Outcome run_bad(const char* name, const RunOptions& options) {
  return small_run::run(probe::find_bad_use(name), small_run::flat_bars({100, 100, 100, 100}),
                        options);
}

const std::string bar_1 = "at bar 1 (2024-01-02): ", bar_2 = "at bar 2 (2024-01-03): ",
                  init = "in init(): ";

}  // namespace

TEST_CASE("what an endless loop makes the engine do counts against its budget") {
  RunOptions options;
  options.fuel = 1'000'000;
  const std::string budget = "the budget of loop iterations and calls is spent; does a loop end?";
  for (const char* name : {"EndlessOrders", "EndlessLists"}) {
    CHECK(run_bad(name, options).error() == name + (" " + bar_1 + budget));
  }
  for (const char* name : {"EndlessCloses", "EndlessStops"}) {
    CHECK(run_bad(name, options).error() == name + (" " + bar_2 + budget));
  }
}

TEST_CASE("what a loop makes the engine keep is bounded") {
  RunOptions options;
  options.memory = 1'000'000;
  for (const char* name : {"EndlessSeries", "EndlessIndicators"}) {
    CHECK(run_bad(name, options).error() ==
          name + (" " + init + "its series fill the memory for them; does a loop in init() end?"));
  }
  const std::string trades = "its orders and trades fill the memory for them; does a loop end?";
  CHECK(run_bad("EndlessOrders", options).error() == "EndlessOrders " + bar_1 + trades);
  CHECK(run_bad("EndlessStops", options).error() == "EndlessStops " + bar_2 + trades);
}
