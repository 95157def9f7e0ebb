// Bars: one market's history in columns. Everything that trades or measures reads these.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/market/bar_column.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace stratgen {

// How the stamps of a table are to be read and printed.
enum class Clock {
  Dates,    // naive date and time, as in the data: "2020-01-02T09:30:00"
  Utc,      // stamps carry a zone; times are UTC and print with a Z
  Numbers,  // no dates at all: `time` is the row's number, statistics that need dates are NaN
};

// All columns have the same length. Times ascend strictly. Prices are finite and positive with
// low <= open, close <= high (to a relative 1e-9); volume is NaN where the source has none.
struct Bars {
  std::string symbol;
  Clock clock = Clock::Dates;
  BarColumn<std::int64_t> time;  // seconds since 1970-01-01, or row numbers
  BarColumn<double> open, high, low, close, volume;

  std::size_t size() const { return time.size(); }
};

// A row of other bars behind those of `bars`.
void append_row(Bars& bars, const Bars& from, std::size_t row);

// Names the content: clock, times, prices and volume, not the symbol or where it came from.
// SHA-256.
std::string content_hash(const Bars& bars);

// "2020-01-02T00:00:00", with a Z for Clock::Utc; the bare number for Clock::Numbers.
std::string to_iso(std::int64_t time, Clock clock);

// What a date without a time means: its first second or its last (for an inclusive --to).
enum class DayEdge { Start, End };

// Seconds since 1970-01-01 of "2020-01-02" or "2020-01-02T09:30:00". With a Z or an offset such as
// +02:00 the result is UTC; without, it is as naive as the text.
Result<std::int64_t> parse_date(std::string_view text, DayEdge edge = DayEdge::Start);

// The rows with from <= time <= to, shared with `bars`. An empty result is an Error that names the
// range of the data.
Result<Bars> slice(const Bars& bars, std::int64_t from, std::int64_t to);

// Median of the last 99 differences of `time`, in seconds: what backtesting.py takes for the period
// of the data. NaN with fewer than two bars.
double median_spacing(const Bars& bars);

// The share of bars that fall on a Saturday or Sunday; 0 for Clock::Numbers.
double weekend_fraction(const Bars& bars);

// More than 0.6 * 2/7 of the bars fall on weekends: backtesting.py's test for markets without a
// rest.
bool trades_on_weekends(const Bars& bars);

// N, the factor of all annualised statistics: 365 or 252 for daily and intraday bars, 52 for
// weekly, 12 for monthly, 1 for yearly ones, NaN for Clock::Numbers (backtesting.py's definition).
double periods_per_year(const Bars& bars);

}  // namespace stratgen
