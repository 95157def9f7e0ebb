// In a program of its own: it replaces operator new to count.
#include "runtime/engine/cell.hpp"
#include "runtime/engine/run.hpp"
#include "runtime/market/sample_bars.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<bool> counting = false;
std::atomic<long> allocations = 0;

}  // namespace

void* operator new(std::size_t size) {
  if (counting) ++allocations;
  if (void* const memory = std::malloc(size > 0 ? size : 1)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

void busy_strategy(stratgen::abi::Frame* frame);
void busy_signals(stratgen::abi::Frame* frame);
void bars_begin() { counting = true; }

TEST_CASE("once its memory is warm, a run allocates nothing from its first bar to its last") {
  const stratgen::DataSet data(stratgen::load_sample("runtime/market/sample", "NDX").value().bars);
  const stratgen::Program program{"Busy", busy_strategy};
  stratgen::RunOptions options;
  options.broker.cash = 1'000'000;
  stratgen::RunMemory memory;
  long first = -1;
  for (int round = 0; round < 2; ++round) {
    stratgen::Run run(program, data, {}, options, memory);
    allocations = 0;
    const bool done = run.execute().has_value();
    counting = false;
    REQUIRE(done);
    CHECK(run.broker().closed_trades().size() > 100);
    if (round == 0) first = allocations;
  }
  CHECK(first > 0);  // the counter works
  CHECK(allocations == 0);
}

TEST_CASE("once its memory is warm, a cell allocates nothing at all") {
  const stratgen::DataSet data(stratgen::load_sample("runtime/market/sample", "NDX").value().bars);
  const stratgen::Program program{"Busy", busy_strategy};
  stratgen::RunOptions options;
  options.broker.cash = 1'000'000;
  stratgen::CellMemory memory;
  for (int round = 0; round < 2; ++round) {
    allocations = 0;
    counting = true;
    const stratgen::Cell cell = stratgen::run_cell(program, data, {}, options, memory);
    counting = false;
    CHECK(cell.ending == stratgen::Ending::Completed);
    CHECK(cell.statistics.trades > 100);
    if (round == 1) CHECK(allocations == 0);
  }
}

TEST_CASE("once its memory is warm, cells of a block of the signal form allocate nothing") {
  const stratgen::DataSet data(stratgen::load_sample("runtime/market/sample", "NDX").value().bars);
  const stratgen::Program program{"BusySignals", busy_signals};
  const stratgen::RunOptions options;
  stratgen::CellMemory memory;
  stratgen::Cells cells(program, data, options, memory);
  for (int round = 0; round < 2; ++round) {
    allocations = 0;
    counting = true;
    for (int slow = 20; slow < 120; ++slow) {
      const double values[] = {10, static_cast<double>(slow)};
      const stratgen::Cell cell = cells.run(values);
      if (cell.ending != stratgen::Ending::Completed || cell.statistics.trades < 10) FAIL(slow);
    }
    counting = false;
    if (round == 0) CHECK(allocations > 0);  // each average is computed
    if (round == 1) CHECK(allocations == 0);
  }
  CHECK(memory.masks[0].signals().written);
}
