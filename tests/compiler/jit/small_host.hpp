// The least of a host that emitted code can run against: rising prices, moving averages, no broker.
// It says how a run ended.
#pragma once

#include "runtime/engine/program.hpp"

#include <string>
#include <vector>

namespace stratgen::test {

enum class End { Finished, OutOfFuel, StackOverflow, Trap, Stopped, Rejected };

struct Ran {
  End end = End::Finished;
  abi::Stop stop{};  // if Stopped
  int orders = 0;
  double tag = 0;  // of the last order, for strategies that report a number
};

std::span<const HostSymbol> small_host();

// Over `bars` bars whose close is 100, 101, 102, ...
Ran run(StrategyEntry entry, int bars = 50, long fuel = 5'000'000);

}  // namespace stratgen::test
