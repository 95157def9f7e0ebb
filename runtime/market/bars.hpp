// Bars: one market's history in columns. Everything that trades or measures reads these.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "runtime/base/result.hpp"

namespace stratgen {

// How the stamps of a table are to be read and printed.
enum class Clock {
  Dates,    // naive date and time, as in the data: "2020-01-02T09:30:00"
  Utc,      // stamps carry a zone; times are UTC and print with a Z
  Numbers,  // no dates at all: `time` is the row's number, statistics that need dates are NaN
};

// All columns have the same length. Times ascend strictly. Prices are finite and positive with
// low <= open, close <= high; volume is NaN where the source has none.
struct Bars {
  std::string symbol;
  Clock clock = Clock::Dates;
  std::vector<std::int64_t> time;  // seconds since 1970-01-01, or row numbers
  std::vector<double> open, high, low, close, volume;

  std::size_t size() const { return time.size(); }
};

// Names the content: clock, times and prices, not the symbol or where it came from. SHA-256.
std::string content_hash(const Bars& bars);

// "2020-01-02T00:00:00", with a Z for Clock::Utc; the bare number for Clock::Numbers.
std::string to_iso(std::int64_t time, Clock clock);

// The rows with from <= time <= to. An empty result is an Error that names the range of the data.
Result<Bars> slice(const Bars& bars, std::int64_t from, std::int64_t to);

}  // namespace stratgen
