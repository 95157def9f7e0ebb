// Trace: what one run saw and did. Orders are noted for every strategy; what it saw only where its
// text was instrumented (compiler/inspect/instrument.hpp), which is also what gives the numbers
// below their meaning.
#pragma once

#include "runtime/engine/order_event.hpp"
#include "runtime/engine/program.hpp"

#include <cstddef>
#include <map>
#include <span>
#include <vector>

namespace stratgen {

// A condition, or an operand of one, was evaluated. The operands are those of a comparison of
// series: their current values, and for a crossover those of the bar before.
struct Observation {
  int bar = 0;
  int id = 0;
  int operands = 0;  // how many of the four are set: 0, 1, 2 or 4
  double value = 0;  // of the condition: 0 or 1
  double left = 0, right = 0, left_before = 0, right_before = 0;
};

struct MemberValue {
  int bar = 0;
  int id = 0;
  double value = 0;
};

struct Trace {
  // What a strategy sees is kept for these bars, both included, and up to a limit.
  int from = 0, to = -1;
  std::size_t most_observations = 1'000'000;

  OrderLog orders;                            // of the whole run
  std::vector<Observation> observations;      // in the order of evaluation
  std::vector<MemberValue> members;           // after each next()
  std::vector<std::pair<int, int>> calls;     // (bar, number) of marked places that were reached
  std::map<int, std::vector<double>> series;  // members that are series, as init() left them
  std::map<int, double> constants;            // other members, as init() left them
  int warmup = 0;                             // index of the first bar with all series
  int last_bar = -1;                          // that the run came to
  bool full = false;                          // there was more to observe

  bool keeps(int bar) const { return from <= bar && bar <= to; }
};

// host_symbols() and the functions that only instrumented text calls.
std::span<const HostSymbol> traced_host_symbols();

}  // namespace stratgen
