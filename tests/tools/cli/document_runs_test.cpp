#include "tools/cli/document_runs.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <string>

using namespace stratgen;

TEST_CASE("empty places are run, each once, and present ones are given back in order") {
  Places<int> places = {std::nullopt, 1, std::nullopt, 3};
  const std::atomic<bool> interrupted = false;
  CHECK(empty_places(places) == std::vector<std::size_t>{0, 2});
  REQUIRE(run_places(empty_places(places), 2, interrupted, [&](std::size_t i) -> Result<void> {
    places[i] = static_cast<int>(10 + i);
    return {};
  }));
  CHECK(present(places) == std::vector<int>{10, 1, 12, 3});
}

TEST_CASE("an error does not stop the others, and one of them is given back") {
  std::vector<std::size_t> all(100);
  std::iota(all.begin(), all.end(), std::size_t{0});
  const std::atomic<bool> interrupted = false;
  std::atomic<int> runs = 0;
  const auto done = run_places(all, 4, interrupted, [&](std::size_t i) -> Result<void> {
    ++runs;
    if (i % 10 == 3) return fail(Fault::Data, "x");
    return {};
  });
  CHECK(runs == 100);
  REQUIRE_FALSE(done);
  CHECK(done.error().message == "x");
}

TEST_CASE("nothing begins after an interruption") {
  std::atomic<bool> interrupted = false;
  int runs = 0;
  REQUIRE(run_places({0, 1, 2, 3}, 1, interrupted, [&](std::size_t) -> Result<void> {
    interrupted = ++runs == 2;
    return {};
  }));
  CHECK(runs == 2);
}
