// Small Bars for tests.
#pragma once

#include "runtime/market/bars.hpp"

#include <initializer_list>
#include <limits>

namespace stratgen::testing {

inline constexpr std::int64_t day = 86400;

inline void add_bar(Bars& bars, std::int64_t time, double price) {
  bars.time.push_back(time);
  bars.open.push_back(price);
  bars.high.push_back(price + 1);
  bars.low.push_back(price - 1);
  bars.close.push_back(price + 0.5);
  bars.volume.push_back(1000);
}

// `count` bars from `start`, `spacing` seconds apart.
inline Bars evenly_spaced(std::int64_t start, std::int64_t spacing, int count) {
  Bars bars;
  bars.symbol = "TEST";
  for (int i = 0; i < count; ++i) add_bar(bars, start + i * spacing, 100 + i);
  return bars;
}

}  // namespace stratgen::testing
