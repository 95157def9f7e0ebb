// True range and what is built on it.
#pragma once

#include "runtime/indicator/definition.hpp"

namespace stratgen::indicator {

// range[i] for i >= 1: the largest of high - low and the distances of both from the close before.
void true_range(Input high, Input low, Input close, Output range);

// Wilder's average true range, y[i] for i >= n; seeded with the mean of the first n true ranges.
void atr(Input high, Input low, Input close, std::size_t n, Output y);

}  // namespace stratgen::indicator
