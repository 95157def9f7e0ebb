#include "tools/cli/block_queue.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <vector>

using namespace stratgen;

TEST_CASE("blocks are taken in the order of one thread, all of them") {
  std::vector<std::uint64_t> taken;
  BlockQueue queue([&](const SweptBlock& block) -> Result<void> {
    taken.push_back(block.block);
    return {};
  });
  for (std::uint64_t block = 0; block < 1000; ++block)
    REQUIRE(queue.push({0, block, 0, std::vector<CellResult>(3)}));
  REQUIRE(queue.finish());
  REQUIRE(taken.size() == 1000);
  for (std::uint64_t block = 0; block < 1000; ++block) CHECK(taken[block] == block);
}

TEST_CASE("many threads may push") {
  std::uint64_t sum = 0;
  BlockQueue queue([&](const SweptBlock& block) -> Result<void> {
    sum += block.block;
    return {};
  });
  std::vector<std::thread> threads;
  std::atomic<int> failures = 0;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&] {
      for (std::uint64_t block = 1; block <= 100; ++block)
        if (!queue.push({0, block, 0, {}})) ++failures;
    });
  }
  for (std::thread& thread : threads) thread.join();
  REQUIRE(queue.finish());
  CHECK(failures == 0);
  CHECK(sum == 4 * 100 * 101 / 2);
}

TEST_CASE("an error of the one who takes ends the pushing") {
  int taken = 0;
  BlockQueue queue([&](const SweptBlock&) -> Result<void> {
    if (++taken == 3) return fail(Fault::Data, "the disk is full");
    return {};
  });
  Result<void> pushed;
  for (std::uint64_t block = 0; pushed; ++block) pushed = queue.push({0, block, 0, {}});
  CHECK(pushed.error().message == "the disk is full");
  CHECK(!queue.finish());
  CHECK(taken == 3);
}
