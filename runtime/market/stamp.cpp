#include "runtime/market/stamp.hpp"

#include <chrono>

namespace stratgen {
namespace {

constexpr std::int64_t seconds_per_day = 86400;

// Takes exactly `count` digits off the front of `text`; -1 if they are not there.
int take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return -1;
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<std::int64_t> take_days(std::string_view& text) {
  const int year = take_digits(text, 4);
  if (year < 0 || !take(text, '-')) return {};
  const int month = take_digits(text, 2);
  if (month < 0 || !take(text, '-')) return {};
  const int day = take_digits(text, 2);
  if (day < 0) return {};
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return {};
  return std::chrono::sys_days(date).time_since_epoch().count();
}

// "09:30", "09:30:00", "09:30:00.000" as seconds.
std::optional<int> take_time(std::string_view& text) {
  const int hour = take_digits(text, 2);
  if (hour < 0 || hour > 23 || !take(text, ':')) return {};
  const int minute = take_digits(text, 2);
  if (minute < 0 || minute > 59) return {};
  if (!take(text, ':')) return hour * 3600 + minute * 60;
  const int second = take_digits(text, 2);
  if (second < 0 || second > 59) return {};
  if (take(text, '.')) {
    if (!take(text, '0')) return {};
    while (take(text, '0')) continue;
  }
  return hour * 3600 + minute * 60 + second;
}

// "Z", "+02:00", "+0200", "+02" as seconds east of Greenwich.
std::optional<int> take_zone(std::string_view& text) {
  if (take(text, 'Z') || take(text, 'z')) return 0;
  const bool west = take(text, '-');
  if (!west && !take(text, '+')) return {};
  const int hours = take_digits(text, 2);
  if (hours < 0 || hours > 23) return {};
  int minutes = 0;
  if (take(text, ':') || !text.empty()) {
    minutes = take_digits(text, 2);
    if (minutes < 0 || minutes > 59) return {};
  }
  const int east = hours * 3600 + minutes * 60;
  return west ? -east : east;
}

}  // namespace

std::optional<Stamp> parse_stamp(std::string_view text) {
  Stamp stamp;
  const std::optional<std::int64_t> days = take_days(text);
  if (!days) return {};
  stamp.seconds = *days * seconds_per_day;
  if (text.empty()) return stamp;

  if (!take(text, 'T') && !take(text, ' ') && !take(text, 't')) return {};
  const std::optional<int> time = take_time(text);
  if (!time) return {};
  stamp.has_time = true;
  stamp.seconds += *time;
  if (text.empty()) return stamp;

  const std::optional<int> east = take_zone(text);
  if (!east || !text.empty()) return {};
  stamp.has_zone = true;
  stamp.seconds -= *east;
  return stamp;
}

}  // namespace stratgen
