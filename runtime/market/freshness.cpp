#include "runtime/market/freshness.hpp"

#include "runtime/market/new_york.hpp"

#include <algorithm>

namespace stratgen {
namespace {

using namespace std::chrono;

constexpr std::int64_t hour = 3600;
constexpr std::int64_t bars_take = 2 * hour;  // from the end of a session until feeds have its bar
constexpr std::size_t unknown_holidays = 3;

sys_days date_of(std::int64_t time) { return floor<days>(sys_seconds(seconds(time))); }

bool is_weekday(sys_days day) { return weekday(day) != Saturday && weekday(day) != Sunday; }

// The days after `last_bar`, up to `today`, on which the market should have a bar.
std::vector<sys_days> days_after(Market market, sys_days last_bar, sys_days today) {
  if (last_bar >= today) return {};
  if (market != Market::Weekdays) return expected_days(market, last_bar + days(1), today);
  std::vector<sys_days> found;
  for (sys_days day = last_bar + days(1); day <= today; day += days(1))
    if (is_weekday(day)) found.push_back(day);
  return found;
}

}  // namespace

std::int64_t session_end(Market market, sys_days day) {
  const std::int64_t midnight = day.time_since_epoch().count() * 24 * hour;
  if (market == Market::Crypto) return midnight + 24 * hour;
  if (market == Market::Weekdays || market == Market::Unknown) return midnight + 22 * hour;
  std::int64_t close = 17 * hour;
  if (market == Market::UsStocks) {
    if (const auto hours = trading_hours(market, day)) close = hours->close;
  }
  // Clocks change on Sunday mornings, so any moment of the afternoon has the offset of the close.
  return midnight + close - new_york_offset(midnight + close + 5 * hour);
}

std::size_t finished_bars(const Bars& bars, Market market, std::int64_t now) {
  const auto unfinished = std::partition_point(
      bars.time.begin(), bars.time.end(),
      [&](std::int64_t time) { return session_end(market, date_of(time)) <= now; });
  return static_cast<std::size_t>(unfinished - bars.time.begin());
}

Freshness freshness(const Bars& bars, Market market, std::int64_t now) {
  Freshness fresh;
  fresh.last_bar = date_of(bars.time.back());
  for (const sys_days day : days_after(market, fresh.last_bar, date_of(now))) {
    if (session_end(market, day) <= now) ++fresh.age;
    if (session_end(market, day) + bars_take <= now) fresh.missing.push_back(day);
  }
  if (market == Market::Weekdays && fresh.missing.size() <= unknown_holidays) fresh.missing.clear();
  return fresh;
}

}  // namespace stratgen
