// The usual spellings of a time, read in place: what makes the pass over a large file fast.
#pragma once

#include "runtime/import/date_text.hpp"

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace stratgen {

// Reads the times of one column. What it returns is what parse_written_time returns.
class FastTime {
 public:
  explicit FastTime(const DateReading& reading) : reading_(reading) {}

  // From `at` to the character behind the time; nullptr for what is not usual.
  const char* read(const char* at, const char* end, char separator, WrittenTime& time) {
    if (reading_.family == DateFamily::YearFirst) return read_date(at, end, separator, time);
    if (reading_.family == DateFamily::Unix) return read_unix(at, end, time);
    return read_other(at, end, separator, time);
  }

 private:
  static bool digit(char c) { return static_cast<unsigned char>(c - '0') < 10; }
  static int two(const char* at) { return (at[0] - '0') * 10 + (at[1] - '0'); }

  // "2020-01-02", "2020-01-02 09:30", "2020-01-02T09:30:00Z", "2020-01-02 09:30:00+02:00".
  const char* read_date(const char* at, const char* end, char separator, WrittenTime& time) {
    if (end - at < 10) return nullptr;
    if (std::memcmp(at, last_, 10) != 0 && !remember(at)) return nullptr;
    time = {midnight_, 0, false, false};
    at += 10;
    if (at == end || *at == separator || *at == '\n' || *at == '\r') return at;
    if ((*at != ' ' && *at != 'T') || end - at < 6) return nullptr;
    if (!digit(at[1]) || !digit(at[2]) || at[3] != ':' || !digit(at[4]) || !digit(at[5])) {
      return nullptr;
    }
    const int hour = two(at + 1), minute = two(at + 4);
    int second = 0;
    at += 6;
    if (end - at >= 3 && *at == ':') {
      if (!digit(at[1]) || !digit(at[2])) return nullptr;
      second = two(at + 1);
      at += 3;
    }
    if (hour > 23 || minute > 59 || second > 59) return nullptr;
    time.seconds += hour * 3600 + minute * 60 + second;
    time.has_time = true;
    if (at == end || *at == separator || *at == '\n' || *at == '\r') return at;
    time.has_zone = true;
    if (*at == 'Z') return at + 1;
    if (end - at < 6 || (*at != '+' && *at != '-') || !digit(at[1]) || !digit(at[2]) ||
        at[3] != ':' || !digit(at[4]) || !digit(at[5])) {
      return nullptr;
    }
    const int east = two(at + 1) * 3600 + two(at + 4) * 60;
    if (two(at + 1) > 23 || two(at + 4) > 59) return nullptr;
    time.east = *at == '-' ? -east : east;
    return at + 6;
  }

  // Remembers a day that exists.
  bool remember(const char* at) {
    for (const int i : {0, 1, 2, 3, 5, 6, 8, 9}) {
      if (!digit(at[i])) return false;
    }
    if ((at[4] != '-' && at[4] != '/' && at[4] != '.') || at[7] != at[4]) return false;
    const int year = two(at) * 100 + two(at + 2), month = two(at + 5), day = two(at + 8);
    if (year < 1000 || month < 1 || month > 12 || day < 1 || day > days_in(year, month)) {
      return false;
    }
    std::memcpy(last_, at, 10);
    midnight_ = days_since_1970(year, month, day) * 86400;
    return true;
  }

  static int days_in(int year, int month) {
    if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    return 30 + ((month + (month >> 3)) & 1);
  }

  // Years from March, so that the day that comes and goes is the last one of a year.
  static std::int64_t days_since_1970(int year, int month, int day) {
    const int y = month > 2 ? year : year - 1;
    const int m = month > 2 ? month - 3 : month + 9;
    return std::int64_t{365} * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
  }

  static const char* read_unix(const char* at, const char* end, WrittenTime& time) {
    const char* const first = at;
    std::int64_t value = 0;
    while (at != end && digit(*at) && at - first < 19) value = value * 10 + (*at++ - '0');
    const std::ptrdiff_t digits = at - first;
    std::int64_t unit = 1;
    if (digits == 12 || digits == 13) unit = 1'000;
    if (digits == 15 || digits == 16) unit = 1'000'000;
    if (digits != 9 && digits != 10 && unit == 1) return nullptr;
    if (value % unit != 0) return nullptr;
    time = {value / unit, 0, true, true};
    return at;
  }

  const char* read_other(const char* at, const char* end, char separator, WrittenTime& time) {
    const char* const first = at;
    while (at != end && *at != separator && *at != '\n' && *at != '\r') {
      if (*at++ == '"') return nullptr;
    }
    const std::string_view text(first, static_cast<std::size_t>(at - first));
    if (text != other_) {
      const std::optional<WrittenTime> found = parse_written_time(text, reading_);
      if (!found) return nullptr;
      other_ = text;
      other_time_ = *found;
    }
    time = other_time_;
    return at;
  }

  DateReading reading_;
  char last_[10] = {};
  std::int64_t midnight_ = 0;
  std::string other_;
  WrittenTime other_time_;
};

}  // namespace stratgen
