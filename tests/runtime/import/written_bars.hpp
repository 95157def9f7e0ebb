// Random bars, written in random dialects.
#pragma once

#include "runtime/market/bars.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <vector>

namespace stratgen {

using Random = std::mt19937_64;

inline std::size_t pick(Random& random, std::size_t below) { return random() % below; }

// Days in a row, or bars of a minute in UTC; prices of up to four decimals.
inline Bars random_bars(Random& random, std::size_t rows, bool days) {
  std::vector<std::int64_t> time;
  std::vector<double> open, high, low, close, volume;
  std::int64_t at =
      946'857'600 + static_cast<std::int64_t>(pick(random, 8000)) * 86400;  // from 2000
  for (std::size_t i = 0; i < rows; ++i) {
    at += days ? 86400 : 60;
    std::array<double, 4> price{};
    for (double& value : price) value = static_cast<double>(pick(random, 50'000'000) + 1) / 10'000;
    std::sort(price.begin(), price.end());
    time.push_back(at);
    low.push_back(price[0]);
    open.push_back(price[1]);
    close.push_back(price[2]);
    high.push_back(price[3]);
    volume.push_back(static_cast<double>(pick(random, 10'000'000)));
  }
  Bars bars;
  bars.clock = days ? Clock::Dates : Clock::Utc;
  bars.time = std::move(time);
  bars.open = std::move(open);
  bars.high = std::move(high);
  bars.low = std::move(low);
  bars.close = std::move(close);
  bars.volume = std::move(volume);
  return bars;
}

// The choices of one file.
struct Style {
  char separator = ',';
  char decimal = '.';
  bool groups = false, quotes = false, crlf = false, header = true, descending = false;
  int dates = 0;
  int order = 0;  // of the columns, where there is a header
};

inline Style random_style(Random& random) {
  constexpr char separators[] = {',', ';', '\t', '|'};
  Style style;
  style.separator = separators[pick(random, 4)];
  style.quotes = pick(random, 4) == 0;
  if (style.separator != ',' || style.quotes) style.decimal = pick(random, 3) == 0 ? ',' : '.';
  style.groups = (style.separator != ',' || style.quotes) && pick(random, 3) == 0;
  style.crlf = pick(random, 2) == 0;
  style.header = pick(random, 4) != 0;
  style.descending = pick(random, 3) == 0;
  style.dates = static_cast<int>(pick(random, 8));
  style.order = style.header ? static_cast<int>(pick(random, 3)) : 0;
  return style;
}

inline std::string number_text(double value, const Style& style) {
  std::string text = fmt::format("{:.4f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  const std::size_t point = text.find('.');
  std::size_t end = point == std::string::npos ? text.size() : point;
  if (point != std::string::npos) text[point] = style.decimal;
  const char group = style.decimal == '.' ? ',' : '.';
  while (style.groups && end > 3) text.insert(end -= 3, 1, group);
  return text;
}

inline std::string date_text(std::int64_t time, bool days, const Style& style) {
  using namespace std::chrono;
  const sys_seconds moment{seconds(time)};
  const auto midnight = floor<std::chrono::days>(moment);
  const year_month_day date{midnight};
  const hh_mm_ss clock{moment - midnight};
  const int y = static_cast<int>(date.year());
  const unsigned m = static_cast<unsigned>(date.month()), d = static_cast<unsigned>(date.day());
  if (!days) {
    const auto iso =
        fmt::format("{:04}-{:02}-{:02}{}{:02}:{:02}:{:02}", y, m, d, style.dates % 2 ? 'T' : ' ',
                    clock.hours().count(), clock.minutes().count(), clock.seconds().count());
    switch (style.dates) {
      case 0:
        return fmt::format("{}", time);
      case 1:
        return fmt::format("{}000", time);
      case 2:
        return iso + "+00:00";
      default:
        return iso + "Z";
    }
  }
  constexpr const char* names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  switch (style.dates) {
    case 0:
      return fmt::format("{:02}/{:02}/{}", d, m, y);
    case 1:
      return fmt::format("{}/{}/{}", m, d, y);
    case 2:
      return fmt::format("{:02}.{:02}.{}", d, m, y);
    case 3:
      return fmt::format("{}{:02}{:02}", y, m, d);
    case 4:
      return fmt::format("{:02}-{}-{}", d, names[m - 1], y);
    case 5:
      return fmt::format("{}.{:02}.{:02}", y, m, d);
    default:
      return fmt::format("{}-{:02}-{:02}", y, m, d);
  }
}

// Where each line of a bar begins is no secret: one line a bar, after `head` lines.
inline std::string written(const Bars& bars, const Style& style) {
  constexpr const char* headers[3][6] = {
      {"Date", "Open", "High", "Low", "Close", "Volume"},
      {"datetime", "close", "open", "low", "high", "vol"},
      {"<DATE>", "<VOL>", "<CLOSE>", "<LOW>", "<HIGH>", "<OPEN>"}};
  constexpr std::size_t orders[3][6] = {{0, 1, 2, 3, 4, 5}, {0, 4, 1, 3, 2, 5}, {0, 5, 4, 3, 2, 1}};
  std::string text;
  const auto put = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) text += style.separator;
      text += style.quotes ? "\"" + cells[i] + "\"" : cells[i];
    }
    text += style.crlf ? "\r\n" : "\n";
  };
  const auto order = static_cast<std::size_t>(style.order);
  if (style.header) put({headers[order], headers[order] + 6});
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const std::size_t row = style.descending ? bars.size() - 1 - i : i;
    const std::vector<std::string> cells = {
        date_text(bars.time[row], bars.clock == Clock::Dates, style),
        number_text(bars.open[row], style),
        number_text(bars.high[row], style),
        number_text(bars.low[row], style),
        number_text(bars.close[row], style),
        number_text(bars.volume[row], style)};
    std::vector<std::string> ordered;
    for (const std::size_t cell : orders[order]) ordered.push_back(cells[cell]);
    put(ordered);
  }
  return text;
}

}  // namespace stratgen
