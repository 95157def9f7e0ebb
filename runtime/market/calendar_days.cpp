#include "runtime/market/calendar.hpp"
#include "runtime/market/moon.hpp"

#include <algorithm>
#include <utility>

namespace stratgen {
namespace {

using namespace std::chrono;

constexpr std::int64_t seconds_per_day = 86400;

// Monday is 0.
int weekday_number(sys_days day) { return static_cast<int>(weekday(day).iso_encoding()) - 1; }

bool is_weekday(sys_days day) { return weekday_number(day) < 5; }

// What one date has in common for all of its bars.
struct Session {
  int day_of_month = 0, left_in_month = 0, day_of_week = 0, left_in_week = 0;
  bool pre_holiday = false, option_expiration_week = false;
};

sys_days first_of_month(sys_days day) {
  const year_month_day date(day);
  return sys_days(date.year() / date.month() / 1);
}

bool same_month(sys_days a, sys_days b) { return first_of_month(a) == first_of_month(b); }

sys_days monday_of(sys_days day) { return day - days(weekday_number(day)); }

bool in_option_expiration_week(sys_days day) {
  // Third Fridays lie on 15 to 21, so their weeks never leave the month they are of.
  const year_month_day friday(monday_of(day) + days(4));
  const unsigned number = static_cast<unsigned>(friday.day());
  return number >= 15 && number <= 21;
}

// The sessions of all days from `first` on, weeks and months at both ends complete.
class SessionTable {
 public:
  SessionTable(sys_days first, sys_days last, bool every_day) {
    // A first day without a session takes the values of one before it: ten days back there was one.
    first_ = std::min(first_of_month(first - days(10)), monday_of(first - days(10)));
    const sys_days end = std::max(first_of_month(last) + days(31), last) + days(7);
    open_.resize(static_cast<std::size_t>((end - first_).count()) + 1, every_day);
    if (!every_day) mark_exchange_sessions();
    fill();
  }

  const Session& at(sys_days day) const {
    return sessions_[static_cast<std::size_t>((day - first_).count())];
  }

 private:
  sys_days day(std::size_t i) const { return first_ + days(static_cast<int>(i)); }

  void mark_exchange_sessions() {
    for (std::size_t i = 0; i < open_.size(); ++i) open_[i] = is_weekday(day(i));
    const sys_days last = day(open_.size() - 1);
    for (year y = year_month_day(first_).year(); y <= year_month_day(last).year(); ++y) {
      for (const Holiday& holiday : holidays(y)) {
        if (holiday.day < first_ || holiday.day > last) continue;
        open_[static_cast<std::size_t>((holiday.day - first_).count())] = false;
      }
    }
  }

  void fill() {
    sessions_.resize(open_.size());
    count_forwards();
    count_backwards();
    for (std::size_t i = 1; i < open_.size(); ++i) {
      if (!open_[i]) sessions_[i] = sessions_[i - 1];
    }
  }

  void count_forwards() {
    std::size_t before = 0;
    for (std::size_t i = 0; i < open_.size(); ++i) {
      if (!open_[i]) continue;
      const bool month_goes_on = same_month(day(before), day(i));
      const bool week_goes_on = monday_of(day(before)) == monday_of(day(i));
      sessions_[i].day_of_month = (month_goes_on ? sessions_[before].day_of_month : 0) + 1;
      sessions_[i].day_of_week = (week_goes_on ? sessions_[before].day_of_week : 0) + 1;
      sessions_[i].option_expiration_week = in_option_expiration_week(day(i));
      before = i;
    }
  }

  void count_backwards() {
    std::size_t next = open_.size() - 1;
    bool closed_weekday = false;
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (!open_[i]) {
        closed_weekday = closed_weekday || is_weekday(day(i));
        continue;
      }
      sessions_[i].pre_holiday = std::exchange(closed_weekday, false);
      const bool month_goes_on = i < next && same_month(day(i), day(next));
      const bool week_goes_on = i < next && monday_of(day(i)) == monday_of(day(next));
      sessions_[i].left_in_month = month_goes_on ? sessions_[next].left_in_month + 1 : 0;
      sessions_[i].left_in_week = week_goes_on ? sessions_[next].left_in_week + 1 : 0;
      next = i;
    }
  }

  sys_days first_;
  std::vector<char> open_;
  std::vector<Session> sessions_;
};

abi::Day make_day(sys_days date, const Session& session) {
  const year_month_day ymd(date);
  abi::Day day{};
  day.year = static_cast<int>(ymd.year());
  day.month = static_cast<int>(static_cast<unsigned>(ymd.month()));
  day.day = static_cast<int>(static_cast<unsigned>(ymd.day()));
  day.weekday = weekday_number(date);
  day.day_of_year = static_cast<int>((date - sys_days(ymd.year() / January / 1)).count()) + 1;
  day.trading_day_of_month = session.day_of_month;
  day.trading_days_left_in_month = session.left_in_month;
  day.trading_day_of_week = session.day_of_week;
  day.trading_days_left_in_week = session.left_in_week;
  day.pre_holiday = session.pre_holiday;
  day.option_expiration_week = session.option_expiration_week;
  day.moon_phase =
      moon_phase(date.time_since_epoch().count() * seconds_per_day + seconds_per_day / 2);
  return day;
}

}  // namespace

std::vector<abi::Day> calendar_days(const Bars& bars) {
  std::vector<abi::Day> result(bars.size());
  if (bars.clock == Clock::Numbers || bars.time.empty()) return result;

  const auto date_of = [&](std::size_t i) {
    return floor<days>(sys_seconds(seconds(bars.time[i])));
  };
  const bool daily = !(median_spacing(bars) >= 2 * seconds_per_day);
  const SessionTable table(date_of(0), date_of(bars.size() - 1), daily && trades_on_weekends(bars));
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const sys_days date = date_of(i);
    const bool same_date = i > 0 && date_of(i - 1) == date;
    result[i] = same_date ? result[i - 1] : make_day(date, table.at(date));
    const std::int64_t second = (sys_seconds(seconds(bars.time[i])) - date).count();
    result[i].hour = static_cast<int>(second / 3600);
    result[i].minute = static_cast<int>(second / 60 % 60);
  }
  return result;
}

}  // namespace stratgen
