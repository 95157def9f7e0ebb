// Days without a bar, bars on days without trading, and an end that lies back.
#include "runtime/market/calendar.hpp"
#include "runtime/market/verify_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace stratgen {
namespace {

using namespace std::chrono;

// The exchange's rules are those since 1985.
constexpr sys_days calendar_begins = sys_days(1985y / January / 1);

constexpr std::size_t named_days = 4;
constexpr std::int64_t most_sparse = 100;
constexpr std::int64_t least_sparse = 10000;
constexpr std::size_t sessions_until_old = 5;
constexpr days farthest_tail(3650);

sys_days date_of(std::int64_t time) { return floor<days>(sys_seconds(seconds(time))); }

std::int64_t start_of(sys_days day) { return sys_seconds(day).time_since_epoch().count(); }

std::string day_text(sys_days day) { return date_text(start_of(day), Clock::Dates); }

std::string named(const std::vector<sys_days>& missing) {
  std::string text;
  for (std::size_t i = 0; i < std::min(named_days, missing.size()); ++i) {
    text += (i == 0 ? "" : ", ") + day_text(missing[i]);
  }
  return missing.size() > named_days ? text + ", ..., " + day_text(missing.back()) : text;
}

Defect gap(const Measured& m, std::size_t next_row, const std::vector<sys_days>& missing) {
  Defect defect = at_row(
      m, next_row, "gap", Severity::Warning,
      missing.size() == 1 ? fmt::format("no bar for {}", named(missing))
                          : fmt::format("no bars for {} days: {}", missing.size(), named(missing)),
      "fetch them");
  defect.time = start_of(missing.front());
  return defect;
}

// Walks the days that should be there beside the bars; the days in between that have none are one
// defect, at the bar after them.
void check_missing_days(const Measured& m, Defects& found) {
  const sys_days first = std::max(date_of(m.bars.time.front()), calendar_begins);
  const std::vector<sys_days> expected =
      expected_days(m.market.market, first, date_of(m.bars.time.back()));
  std::vector<sys_days> missing;
  std::size_t row = 0;
  for (const sys_days day : expected) {
    const std::size_t row_before = row;
    while (row < m.size() && date_of(m.bars.time[row]) < day) ++row;
    if (row != row_before && !missing.empty()) {
      found.push_back(gap(m, row_before, missing));
      missing.clear();
    }
    if (row < m.size() && date_of(m.bars.time[row]) != day) missing.push_back(day);
  }
  if (!missing.empty()) found.push_back(gap(m, row, missing));
}

// Forex feeds that begin their week on Sunday: one Note for all of them.
void note_sundays(const Measured& m, Defects& found) {
  std::size_t count = 0, first = 0;
  for (std::size_t i = 0; i < m.size(); ++i) {
    if (weekday(date_of(m.bars.time[i])) != Sunday) continue;
    if (count++ == 0) first = i;
  }
  if (count == 0) return;
  found.push_back(at_row(m, first, "session", Severity::Note,
                         fmt::format("{} bars are of Sundays, the first of {}: weeks with and "
                                     "without them do not compare",
                                     count, date_text(m, first)),
                         "join them with the Monday after"));
}

// Sessions stamped with the day before or after: dates from Sunday to Thursday, or from Tuesday to
// Saturday.
bool has_shifted_dates(const Measured& m, Defects& found) {
  std::array<std::size_t, 7> count{};
  for (const std::int64_t time : m.bars.time) ++count[weekday(date_of(time)).c_encoding()];
  const std::size_t on_weekends = count[0] + count[6];
  if (10 * on_weekends < m.size()) return false;
  found.push_back(
      {.kind = "session",
       .severity = Severity::Severe,
       .bar = {},
       .time = {},
       .line = {},
       .message = fmt::format("{} of {} bars are on weekends and none on {}: the dates "
                              "are shifted by a day",
                              on_weekends, m.size(), count[5] == 0 ? "Fridays" : "Mondays"),
       .repair = "import them with the time zone of their stamps"});
  return true;
}

void check_closed_days(const Measured& m, Defects& found) {
  if (m.market.market == Market::Forex) note_sundays(m, found);
  if (m.market.market != Market::UsStocks && m.market.market != Market::Weekdays) return;
  std::vector<sys_days> sessions =
      expected_days(Market::UsStocks, date_of(m.bars.time.front()), date_of(m.bars.time.back()));
  std::size_t at = 0;
  for (std::size_t i = 0; i < m.size(); ++i) {
    const sys_days day = date_of(m.bars.time[i]);
    while (at < sessions.size() && sessions[at] < day) ++at;
    const bool weekend = weekday(day) == Saturday || weekday(day) == Sunday;
    const bool open = m.market.market == Market::Weekdays
                          ? !weekend
                          : at < sessions.size() && sessions[at] == day;
    if (open || (!weekend && day < calendar_begins)) continue;
    found.push_back(at_row(
        m, i, "session", Severity::Warning,
        weekend ? std::string("is on a weekend") : std::string("is on a day without a session"),
        "leave the bar out"));
  }
}

// Weekly and monthly bars: one for each week or month.
void check_missing_periods(const Measured& m, bool weekly, Defects& found) {
  const auto period = [&](std::size_t i) -> int {
    const sys_days day = date_of(m.bars.time[i]);
    // 1970-01-05, day 4, was a Monday.
    if (weekly) return static_cast<int>((day.time_since_epoch().count() + 3) / 7);
    const year_month_day date(day);
    return static_cast<int>(date.year()) * 12 +
           static_cast<int>(static_cast<unsigned>(date.month()));
  };
  for (std::size_t i = 1; i < m.size(); ++i) {
    const int step = period(i) - period(i - 1);
    if (step < 2) continue;
    found.push_back(at_row(m, i, "gap", Severity::Warning,
                           fmt::format("no bars for {} {} after {}", step - 1,
                                       weekly ? "weeks" : "months", date_text(m, i - 1)),
                           "fetch them"));
  }
}

}  // namespace

bool are_sparse(const Measured& m, std::int64_t spacing, Defects& found) {
  const auto places = (m.bars.time.back() - m.bars.time.front()) / spacing;
  if (places <= most_sparse * static_cast<std::int64_t>(m.size()) + least_sparse) return false;
  found.push_back({.kind = "gap",
                   .severity = Severity::Warning,
                   .bar = {},
                   .time = {},
                   .line = {},
                   .message = fmt::format("{} bars lie between {} and {}: too few to tell what is "
                                          "missing",
                                          m.size(), date_text(m, 0), date_text(m, m.size() - 1)),
                   .repair = "check the first and the last date"});
  return true;
}

void check_days(const Measured& m, Defects& found) {
  if (m.bars.clock == Clock::Numbers) return;
  const std::string& timeframe = m.expected.timeframe;
  if (timeframe == "1wk" || timeframe == "1mo") {
    check_missing_periods(m, timeframe == "1wk", found);
  }
  if (timeframe != "1d") return;
  if (m.market.market == Market::Unknown || are_sparse(m, 86400, found)) return;
  if (m.market.market == Market::UsStocks && has_shifted_dates(m, found)) return;
  if (date_of(m.bars.time.back()) >= calendar_begins) check_missing_days(m, found);
  check_closed_days(m, found);
}

void check_tail(const Measured& m, Defects& found) {
  if (m.bars.clock == Clock::Numbers || !m.expected.now) return;
  const sys_days last = date_of(m.bars.time.back());
  const sys_days today = date_of(*m.expected.now);
  if (last > today + days(1)) {
    found.push_back(
        at_row(m, m.size() - 1, "tail", Severity::Severe,
               fmt::format("the bars end on {}, which is still to come", day_text(last)),
               "check the order of day and month, and the clock"));
    return;
  }
  const Market market = m.market.market == Market::Unknown || m.market.market == Market::Weekdays
                            ? Market::Forex
                            : m.market.market;
  const sys_days counted_from = std::max(last + days(1), today - farthest_tail);
  const std::size_t since = expected_days(market, counted_from, today - days(1)).size();
  const bool slow = m.expected.timeframe == "1wk" || m.expected.timeframe == "1mo";
  if (since <= (slow ? 9 : 1) * sessions_until_old) return;
  found.push_back(at_row(m, m.size() - 1, "tail", Severity::Warning,
                         fmt::format("the bars end on {}, {}{} trading days ago", day_text(last),
                                     counted_from > last + days(1) ? "more than " : "", since),
                         "fetch what came since; a symbol that no longer trades ends truly"));
}

}  // namespace stratgen
