// Bars for tests.
#pragma once

#include "runtime/market/bars.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace stratgen {

// Flat bars at these closes and stamps.
inline Bars bars_at(std::vector<std::int64_t> times, const std::vector<double>& closes,
                    Clock clock = Clock::Dates) {
  Bars bars;
  bars.symbol = "TEST";
  bars.clock = clock;
  bars.time = std::move(times);
  bars.open = bars.high = bars.low = bars.close = closes;
  bars.volume = std::vector<double>(closes.size(), 0);
  return bars;
}

// Stamps from ISO 8601 text.
inline Bars bars_on(const std::vector<std::string>& dates, const std::vector<double>& closes,
                    Clock clock = Clock::Dates) {
  std::vector<std::int64_t> times;
  times.reserve(dates.size());
  for (const std::string& date : dates) times.push_back(parse_date(date).value());
  return bars_at(std::move(times), closes, clock);
}

}  // namespace stratgen
