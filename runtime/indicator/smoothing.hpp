// Exponential averages, y += k (x - y), and their seeds.
#pragma once

#include "runtime/indicator/definition.hpp"

namespace stratgen::indicator {

// Exact for a column of equal values. Not of an empty column.
double mean(Input x);

// out[i] for all i, from the average before the first bar. Returns the last one.
double smooth(Input x, double k, double before, Output out);

// y[n-1] is the mean of the first n values; the factor is k after that. For n <= x.size().
void seeded_average(Input x, std::size_t n, double k, Output y);

inline double ema_factor(std::size_t n) { return 2.0 / static_cast<double>(n + 1); }
inline void ema(Input x, std::size_t n, Output y) { seeded_average(x, n, ema_factor(n), y); }

// Wilder's average: an n-th of the way to the new value.
inline void wilder(Input x, std::size_t n, Output y) {
  seeded_average(x, n, 1.0 / static_cast<double>(n), y);
}

}  // namespace stratgen::indicator
