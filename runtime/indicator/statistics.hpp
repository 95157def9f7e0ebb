// Moments of windows. Deviations are of the population unless said otherwise.
#pragma once

#include "runtime/indicator/definition.hpp"

namespace stratgen::indicator {

// y[i] for i >= n - 1; 0 exactly for a flat window.
void variance(Input x, std::size_t n, Output y);

// TA-Lib's: the deviation times `factor`, 0 where the variance is next to nothing.
void stddev(Input x, std::size_t n, double factor, Output y);

}  // namespace stratgen::indicator
