// Exponential averages, y += k (x - y), and their seeds.
#pragma once

#include "runtime/indicator/definition.hpp"

namespace stratgen::indicator {

// Exact for a column of equal values. Not of an empty column.
double mean(Input x);

// out[i] for all i, from the average before the first bar. Equal values leave an average that has
// reached them exactly as it is.
void smooth(Input x, double k, double before, Output out);

// y[n-1] is the mean of the first n values; the factor is k after that. For n <= x.size().
void seeded_average(Input x, std::size_t n, double k, Output y);

inline double ema_factor(std::size_t n) { return 2.0 / static_cast<double>(n + 1); }
inline void ema(Input x, std::size_t n, Output y) { seeded_average(x, n, ema_factor(n), y); }

// Wilder's average: an n-th of the way to the new value.
inline void wilder(Input x, std::size_t n, Output y) {
  seeded_average(x, n, 1.0 / static_cast<double>(n), y);
}

// Wilder's averages of two columns of one length at once, in less time than one after the other.
void wilder_both(Input a, Input b, std::size_t n, Output y_a, Output y_b);

}  // namespace stratgen::indicator
