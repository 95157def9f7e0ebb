#include "runtime/sweep/parallel.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <vector>

using namespace stratgen;

TEST_CASE("each number is met once, on any number of threads") {
  for (const int jobs : {1, 2, 5}) {
    std::vector<std::atomic<int>> met(1000);
    CHECK(for_each_parallel(1000, jobs, [&](std::uint64_t i) { ++met[i]; }));
    CHECK(std::ranges::all_of(met, [](const auto& times) { return times == 1; }));
  }
}

TEST_CASE("what a body throws is an error that says so") {
  for (const int jobs : {1, 3}) {
    const auto done = for_each_parallel(100, jobs, [](std::uint64_t i) {
      if (i == 50) throw std::runtime_error("number fifty");
    });
    REQUIRE(!done);
    CHECK(done.error().fault == Fault::Internal);
    CHECK(done.error().message.find("number fifty") != std::string::npos);
  }
}
