// Wilder's relative strength index, which others build on.
#pragma once

#include "runtime/indicator/definition.hpp"

namespace stratgen::indicator {

// y[i] for i >= n
void rsi(Input x, std::size_t n, Output y);

}  // namespace stratgen::indicator
