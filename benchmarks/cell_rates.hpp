#pragma once

#include "compiler/jit/program.hpp"
#include "runtime/market/bars.hpp"

namespace stratgen {

// Prints how many SMA crosses one core tests in a second.
void print_cell_rates(Jit& jit, const Bars& bars);

}  // namespace stratgen
