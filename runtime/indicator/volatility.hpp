// True range, its average, and mean deviations.
#pragma once

#include "runtime/indicator/definition.hpp"

namespace stratgen::indicator {

// range[i] for i >= 1: the largest of high - low and the distances of both from the close before.
void true_range(Input high, Input low, Input close, Output range);

// Wilder's average true range, y[i] for i >= n; seeded with the mean of the first n true ranges.
void atr(Input high, Input low, Input close, std::size_t n, Output y);

// The mean distance of the last n values from center[i]: y[i] for i >= n - 1.
void mean_deviation(Input x, Input center, std::size_t n, Output y);

}  // namespace stratgen::indicator
