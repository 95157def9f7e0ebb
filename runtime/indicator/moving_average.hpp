// Moving averages, and one picked by its number. All expect more bars than their lookback.
#pragma once

#include "runtime/indicator/definition.hpp"

namespace stratgen::indicator {

// y[i] for i >= n - 1
void sum(Input x, std::size_t n, Output y);
void sma(Input x, std::size_t n, Output y);
void wma(Input x, std::size_t n, Output y);

// An average and its window, as parameters name them. A window of 1 is the column itself.
struct Average {
  enum class Kind { Sma = 0, Ema = 1, Wma = 2, Dema = 3, Tema = 4, Trima = 5, Kama = 6, T3 = 8 };
  Kind kind;
  std::size_t window;

  std::size_t lookback() const;
  void apply(Input x, Output y) const;  // y[i] for i >= lookback()
};

// Parameters `window_index` and `kind_index` as an Average.
Average average_of(Params p, std::size_t window_index, std::size_t kind_index);

}  // namespace stratgen::indicator
