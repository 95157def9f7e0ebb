// Bars within the day, against the hours of their market.
//
// Stamps with a zone are put on New York's wall clock. Naive ones are taken to be on it if most
// days begin at 9:30; otherwise the hours of an exchange are not checked.
#include "runtime/market/new_york.hpp"
#include "runtime/market/verify_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace stratgen {
namespace {

using namespace std::chrono;

constexpr std::int64_t minute = 60;
constexpr std::int64_t hour = 3600;
constexpr std::int64_t day_seconds = 86400;
constexpr std::int64_t half_past_nine = 9 * hour + hour / 2;

// Below a quarter of an hour, bars without a trade are usual: shorter gaps are none.
constexpr std::int64_t quick = 15 * minute;
constexpr std::int64_t least_quick_gap = 5;

// A feed with more of its bars than this outside of regular hours has extended ones.
constexpr double extended_share = 0.02;

std::int64_t floor_day(std::int64_t time) {
  return floor<days>(sys_seconds(seconds(time))).time_since_epoch().count() * day_seconds;
}

sys_days day_of(std::int64_t wall) { return floor<days>(sys_seconds(seconds(wall))); }

// Seconds of "1h", "4h", "15m"; 0 for a day and longer.
std::int64_t spacing_of(std::string_view timeframe) {
  if (timeframe.empty() || (timeframe.back() != 'h' && timeframe.back() != 'm')) return 0;
  std::int64_t count = 0;
  for (const char c : timeframe.substr(0, timeframe.size() - 1)) {
    if (c < '0' || c > '9') return 0;
    count = count * 10 + (c - '0');
  }
  return count * (timeframe.back() == 'h' ? hour : minute);
}

std::vector<std::int64_t> wall_times(const Measured& m) {
  std::vector<std::int64_t> wall(m.bars.time.begin(), m.bars.time.end());
  if (m.bars.clock != Clock::Utc || m.market.market == Market::Crypto) return wall;
  for (std::int64_t& time : wall) time += new_york_offset(time);
  return wall;
}

// The value that occurs most often.
template <class Value>
std::int64_t most_frequent(std::size_t size, Value value) {
  std::map<std::int64_t, std::size_t> counts;
  for (std::size_t i = 0; i < size; ++i) ++counts[value(i)];
  return std::max_element(counts.begin(), counts.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

bool begins_at_half_past_nine(const std::vector<std::int64_t>& wall) {
  std::vector<std::int64_t> firsts;
  for (std::size_t i = 0; i < wall.size(); ++i) {
    if (i == 0 || day_of(wall[i]) != day_of(wall[i - 1]))
      firsts.push_back(wall[i] - floor_day(wall[i]));
  }
  return most_frequent(firsts.size(), [&](std::size_t i) { return firsts[i]; }) == half_past_nine;
}

// Bank holidays, and the first and last hours of the week, which feeds cut differently.
bool is_sure(Market market, std::int64_t wall) {
  if (market != Market::Forex) return true;
  const sys_days day = day_of(wall);
  const std::int64_t second = wall - floor_day(wall);
  if (weekday(day) == Sunday && second < 19 * hour) return false;
  if (weekday(day) == Friday && second >= 16 * hour) return false;
  if (second >= 17 * hour && second < 18 * hour) return false;
  // From 17:00 the day is that of tomorrow; feeds fall silent around the feasts.
  const year_month_day date(second >= 17 * hour ? day + days(1) : day);
  const unsigned number = static_cast<unsigned>(date.day());
  const bool christmas = date.month() == December && (number == 25 || number == 26);
  const bool new_year = date.month() == January && number <= 2;
  return !christmas && !new_year;
}

struct Grid {
  std::int64_t spacing = 0;
  std::int64_t phase = 0;  // of the stamps, in seconds after a multiple of the spacing
};

// The stamps that the day should have, on the wall clock.
void add_expected(Market market, sys_days day, const Grid& grid,
                  std::vector<std::int64_t>& stamps) {
  const std::optional<TradingHours> hours = trading_hours(market, day);
  if (!hours) return;
  const std::int64_t midnight = sys_seconds(day).time_since_epoch().count();
  std::int64_t first = midnight + hours->open;
  first += ((grid.phase - first) % grid.spacing + grid.spacing) % grid.spacing;
  for (std::int64_t wall = first; wall < midnight + hours->close; wall += grid.spacing) {
    if (is_sure(market, wall)) stamps.push_back(wall);
  }
}

void report_gap(const Measured& m, std::size_t next_row, std::int64_t from, std::int64_t to,
                std::int64_t count, const Grid& grid, Defects& found) {
  if (grid.spacing < quick && count < least_quick_gap) return;
  const std::int64_t shift = m.bars.clock == Clock::Utc && m.market.market != Market::Crypto
                                 ? new_york_offset(m.bars.time[next_row])
                                 : 0;
  Defect defect =
      at_row(m, next_row, "gap", Severity::Warning,
             count == 1 ? fmt::format("no bar for {}", date_text(from - shift, m.bars.clock))
                        : fmt::format("no bars for {} stamps from {} to {}", count,
                                      date_text(from - shift, m.bars.clock),
                                      date_text(to - shift, m.bars.clock)),
             "fetch them");
  defect.time = from - shift;
  found.push_back(std::move(defect));
}

void check_missing(const Measured& m, const std::vector<std::int64_t>& wall, const Grid& grid,
                   Defects& found) {
  std::vector<std::int64_t> stamps;
  for (sys_days day = day_of(wall.front()); day <= day_of(wall.back()); day += days(1)) {
    add_expected(m.market.market, day, grid, stamps);
  }
  std::size_t row = 0;
  std::int64_t from = 0, to = 0, count = 0;
  for (const std::int64_t stamp : stamps) {
    if (stamp < wall.front() || stamp > wall.back()) continue;
    const std::size_t row_before = row;
    while (row < wall.size() && wall[row] < stamp) ++row;
    if (row != row_before && count > 0) {
      report_gap(m, row_before, from, to, count, grid, found);
      count = 0;
    }
    if (wall[row] == stamp) continue;
    if (count++ == 0) from = stamp;
    to = stamp;
  }
  if (count > 0) report_gap(m, row, from, to, count, grid, found);
}

// Bars of a stock while its exchange is closed. `closed` are their rows.
void report_closed(const Measured& m, const std::vector<std::size_t>& closed, Defects& found) {
  if (static_cast<double>(closed.size()) > extended_share * static_cast<double>(m.size())) {
    found.push_back(
        at_row(m, closed.front(), "session", Severity::Note,
               fmt::format("{} of {} bars are outside of regular hours", closed.size(), m.size()),
               "keep the regular hours only, where the strategy trades in them"));
    return;
  }
  for (const std::size_t row : closed) {
    found.push_back(at_row(m, row, "session", Severity::Warning,
                           "is outside of the regular hours of that day", "leave the bar out"));
  }
}

void check_hours(const Measured& m, const std::vector<std::int64_t>& wall, Defects& found) {
  std::vector<std::size_t> closed;
  std::optional<TradingHours> hours;
  for (std::size_t i = 0; i < wall.size(); ++i) {
    if (i == 0 || day_of(wall[i]) != day_of(wall[i - 1])) {
      hours = trading_hours(m.market.market, day_of(wall[i]));
    }
    const std::int64_t second = wall[i] - floor_day(wall[i]);
    // Some feeds stamp the closing auction with the close itself.
    const bool open = hours && second >= hours->open && second <= hours->close;
    if (!open) closed.push_back(i);
  }
  if (!closed.empty()) report_closed(m, closed, found);
}

}  // namespace

void check_intraday(const Measured& m, Defects& found) {
  const std::int64_t spacing = spacing_of(m.expected.timeframe);
  const Market market = m.market.market;
  if (spacing == 0 || m.bars.clock == Clock::Numbers) return;
  if (market != Market::UsStocks && market != Market::Crypto && market != Market::Forex) return;
  if (are_sparse(m, spacing, found)) return;
  const std::vector<std::int64_t> wall = wall_times(m);
  const bool naive = m.bars.clock == Clock::Dates && market != Market::Crypto;
  if (naive && !(market == Market::UsStocks && begins_at_half_past_nine(wall))) return;
  const Grid grid{spacing, most_frequent(wall.size(), [&](std::size_t i) {
                    return ((wall[i] % spacing) + spacing) % spacing;
                  })};
  check_missing(m, wall, grid, found);
  if (market == Market::UsStocks) check_hours(m, wall, found);
}

}  // namespace stratgen
