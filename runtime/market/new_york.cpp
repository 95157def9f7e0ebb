#include "runtime/market/new_york.hpp"

#include <chrono>

namespace stratgen {
namespace {

using namespace std::chrono;

constexpr std::int64_t hour = 3600;

sys_days summer_begins(year y) {
  if (y >= 2007y) return sys_days(y / March / Sunday[2]);
  if (y >= 1987y) return sys_days(y / April / Sunday[1]);
  return sys_days(y / April / Sunday[last]);
}

sys_days summer_ends(year y) {
  return y >= 2007y ? sys_days(y / November / Sunday[1]) : sys_days(y / October / Sunday[last]);
}

std::int64_t start_of(sys_days day) { return sys_seconds(day).time_since_epoch().count(); }

}  // namespace

std::int64_t new_york_offset(std::int64_t utc) {
  const year y = year_month_day(floor<days>(sys_seconds(seconds(utc)))).year();
  // 2:00 on the wall is 7:00 UTC at the end of winter and 6:00 at the end of summer.
  const bool summer =
      utc >= start_of(summer_begins(y)) + 7 * hour && utc < start_of(summer_ends(y)) + 6 * hour;
  return summer ? -4 * hour : -5 * hour;
}

}  // namespace stratgen
