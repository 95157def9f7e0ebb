#include "runtime/market/sessions.hpp"

#include "runtime/market/calendar.hpp"
#include "runtime/market/new_york.hpp"

namespace stratgen {
namespace {

using namespace std::chrono;

constexpr std::int64_t hour = 3600;
constexpr std::int64_t day_seconds = 24 * hour;
constexpr TradingHours usual_hours{9 * hour + hour / 2, 16 * hour};
constexpr std::int64_t turn = 17 * hour;  // where forex and futures begin their next day

std::int64_t seconds_of(sys_days date) { return sys_seconds(date).time_since_epoch().count(); }

sys_days date_at(std::int64_t time) { return floor<days>(sys_seconds(seconds(time))); }

// New York is four or five hours behind; its clocks change at night, when nothing here opens or
// closes.
std::int64_t from_new_york(std::int64_t wall) { return wall - new_york_offset(wall + 5 * hour); }

}  // namespace

std::int64_t Sessions::instant(std::int64_t stamp) const {
  const bool is_wall = market_ == Market::UsStocks && clock_ == Clock::Dates;
  return is_wall ? from_new_york(stamp) : stamp;
}

Session Sessions::make(sys_days date) const {
  const std::int64_t midnight = seconds_of(date);
  if (market_ == Market::UsStocks) {
    const TradingHours hours = trading_hours(market_, date).value_or(usual_hours);
    return {date, from_new_york(midnight + hours.open), from_new_york(midnight + hours.close)};
  }
  if (turns_at_five()) {
    return {date, from_new_york(midnight - day_seconds + turn), from_new_york(midnight + turn)};
  }
  return {date, midnight, midnight + day_seconds};
}

const Session& Sessions::on(sys_days date) {
  if (last_.close == 0 || last_.date != date) last_ = make(date);
  return last_;
}

const Session& Sessions::of(std::int64_t stamp) {
  const std::int64_t time = instant(stamp);
  if (market_ == Market::UsStocks) return on(date_at(time + new_york_offset(time)));
  if (!turns_at_five()) return on(date_at(time));
  // In the weeks when only one side of the Atlantic has changed its clocks some feeds trade an hour
  // into the weekend: that hour is Friday's, or Monday's.
  const sys_days date = date_at(time + new_york_offset(time) + day_seconds - turn);
  if (weekday(date) == Saturday) return on(date - days(1));
  return on(weekday(date) == Sunday ? date + days(1) : date);
}

sys_days Sessions::date_of(std::int64_t stamp) const {
  const bool may_begin_on_the_eve = turns_at_five() && clock_ == Clock::Utc;
  return date_at(may_begin_on_the_eve ? stamp + new_york_offset(stamp) + day_seconds - turn
                                      : stamp);
}

bool Sessions::trades_on(sys_days date) const {
  if (market_ == Market::Crypto || market_ == Market::Unknown) return true;
  if (market_ == Market::UsStocks) return is_session(date);
  return weekday(date) != Saturday && weekday(date) != Sunday;
}

sys_days Sessions::monday_of(sys_days date) const {
  const bool always = market_ == Market::Crypto || market_ == Market::Unknown;
  if (!always && weekday(date) == Sunday) return date + days(1);
  return date - (weekday(date) - Monday);
}

sys_days Sessions::last_of_week(sys_days date) const {
  const sys_days monday = monday_of(date);
  sys_days last = monday + days(6);
  while (last > monday && !trades_on(last)) last -= days(1);
  return last;
}

sys_days Sessions::last_of_month(sys_days date) const {
  const sys_days first = first_of_month(date);
  sys_days last = first_of_month(first + days(31)) - days(1);
  while (last > first && !trades_on(last)) last -= days(1);
  return last;
}

sys_days first_of_month(sys_days date) {
  const year_month_day ymd(date);
  return sys_days(ymd.year() / ymd.month() / 1);
}

}  // namespace stratgen
