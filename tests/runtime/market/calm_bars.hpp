// Bars without a defect, to plant one in.
#pragma once

#include "runtime/market/market_calendar.hpp"
#include "runtime/market/verify.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace stratgen::testing {

// A close one percent up and one percent down in turn, opens 0.1 % around the close before, wicks
// of 0.2 % and a volume around 1,000: a usual change of 1 %, a usual range of about 1.4 %.
inline Bars calm_bars(const std::vector<std::int64_t>& times) {
  Bars bars;
  bars.symbol = "TEST";
  double before = 100;
  for (std::size_t i = 0; i < times.size(); ++i) {
    const double close = (i % 2 == 0 ? 100.0 : 101.0) + 0.01 * static_cast<double>(i % 5);
    const double open = before * (1 + 0.001 * (static_cast<double>(i % 3) - 1));
    bars.time.push_back(times[i]);
    bars.open.push_back(open);
    bars.high.push_back(std::max(open, close) * 1.002);
    bars.low.push_back(std::min(open, close) * 0.998);
    bars.close.push_back(close);
    bars.volume.push_back(1000 + 50 * static_cast<double>(i % 7));
    before = close;
  }
  return bars;
}

// The first sessions of the New York Stock Exchange from 2021-01-04 on.
inline Bars calm_sessions(std::size_t count) {
  using namespace std::chrono;
  std::vector<std::int64_t> times;
  for (const sys_days day : expected_days(Market::UsStocks, sys_days(2021y / January / 4),
                                          sys_days(2023y / December / 31))) {
    if (times.size() < count) times.push_back(sys_seconds(day).time_since_epoch().count());
  }
  return calm_bars(times);
}

// `count` bars from `start`, all `spacing` seconds.
inline Bars calm_hours(std::int64_t start, std::int64_t spacing, std::size_t count) {
  std::vector<std::int64_t> times;
  for (std::size_t i = 0; i < count; ++i) {
    times.push_back(start + static_cast<std::int64_t>(i) * spacing);
  }
  return calm_bars(times);
}

inline void scale_prices(Bars& bars, std::size_t from, std::size_t to, double factor) {
  for (auto* column : {&bars.open, &bars.high, &bars.low, &bars.close}) {
    for (std::size_t i = from; i < to; ++i) column->set(i, (*column)[i] * factor);
  }
}

inline void erase_rows(Bars& bars, std::size_t from, std::size_t to) {
  const auto erase = [&](auto& column) {
    column.change([&](auto& values) {
      values.erase(values.begin() + static_cast<std::ptrdiff_t>(from),
                   values.begin() + static_cast<std::ptrdiff_t>(to));
    });
  };
  erase(bars.time);
  for (auto* column : {&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume}) {
    erase(*column);
  }
}

inline std::vector<Defect> of_kind(std::vector<Defect> defects, const std::string& kind) {
  std::erase_if(defects, [&](const Defect& defect) { return defect.kind != kind; });
  return defects;
}

}  // namespace stratgen::testing
