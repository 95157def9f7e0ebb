#include "runtime/import/date_text.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

namespace stratgen {
namespace {

constexpr std::int64_t seconds_per_day = 86400;
constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                     "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 12> long_months = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 14> weekdays = {
    "mon",    "tue",     "wed",       "thu",      "fri",    "sat",      "sun",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_date_separator(char c) { return c == '-' || c == '/' || c == '.'; }

// Reads a text from the front. Its functions take what they are asked for, or nothing.
struct Reader {
  std::string_view text;

  char front() const { return text.empty() ? '\0' : text.front(); }

  bool take(char c) {
    if (front() != c || text.empty()) return false;
    text.remove_prefix(1);
    return true;
  }

  void skip_blanks() {
    while (take(' ')) continue;
  }

  // A number of at most `most` digits, and how many it had.
  std::optional<int> number(std::size_t most, std::size_t* digits = nullptr) {
    std::size_t count = 0;
    int value = 0;
    while (count < text.size() && is_digit(text[count])) {
      if (count == most) return {};
      value = value * 10 + (text[count++] - '0');
    }
    if (count == 0) return {};
    text.remove_prefix(count);
    if (digits) *digits = count;
    return value;
  }

  std::optional<int> exactly(std::size_t count) {
    if (text.size() < count) return {};
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (!is_digit(text[i])) return {};
      value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return value;
  }

  std::string word() {
    std::string result;
    while (is_letter(front())) {
      result += static_cast<char>(front() | 0x20);
      text.remove_prefix(1);
    }
    return result;
  }
};

template <std::size_t N>
int index_of(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<int>(i);
  }
  return -1;
}

int month_of(std::string_view name) {
  if (name == "sept") return 9;
  const int brief = index_of(months, name);
  return (brief >= 0 ? brief : index_of(long_months, name)) + 1;
}

std::optional<std::int64_t> days_of(int year, int month, int day) {
  if (year < 1000 || month < 1 || day < 1) return {};
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return {};
  return std::chrono::sys_days(date).time_since_epoch().count();
}

int full_year(int year, bool is_short) {
  if (!is_short) return year;
  return year < 69 ? 2000 + year : 1900 + year;
}

struct YearMonthDay {
  int year = 0, month = 0, day = 0;
  bool short_year = false;
};

std::optional<std::array<int, 3>> take_separated(Reader& in, std::array<std::size_t, 3>& digits) {
  std::array<int, 3> numbers{};
  char separator = '\0';
  for (std::size_t i = 0; i < 3; ++i) {
    const std::optional<int> number = in.number(4, &digits[i]);
    if (!number) return {};
    numbers[i] = *number;
    if (i == 2) break;
    if (!is_date_separator(in.front()) || (separator != '\0' && in.front() != separator)) return {};
    separator = in.front();
    in.text.remove_prefix(1);
  }
  return numbers;
}

// The day and month have one or two digits, the year four or two.
std::optional<YearMonthDay> take_numeric(Reader& in, DateOrder order) {
  std::array<std::size_t, 3> digits{};
  const auto numbers = take_separated(in, digits);
  if (!numbers) return {};
  const std::size_t year = order == DateOrder::Ymd ? 0 : 2;
  const std::size_t month = order == DateOrder::Mdy ? 0 : 1;
  const std::size_t day = 3 - year - month;
  if (digits[month] > 2 || digits[day] > 2 || (digits[year] != 4 && digits[year] != 2)) return {};
  return YearMonthDay{(*numbers)[year], (*numbers)[month], (*numbers)[day], digits[year] == 2};
}

// Day, name of the month and year in any order in which the month is not last.
std::optional<YearMonthDay> take_named(Reader& in) {
  const auto skip = [&in] {
    while (in.front() == ' ' || in.front() == ',' || is_date_separator(in.front())) {
      in.text.remove_prefix(1);
    }
  };
  std::string word = in.word();
  if (index_of(weekdays, word) >= 0) {
    skip();
    word = in.word();
  }
  YearMonthDay date;
  std::size_t digits = 0;
  std::optional<int> first;
  std::size_t first_digits = 0;
  if (word.empty()) {
    first = in.number(4, &first_digits);
    if (!first) return {};
    skip();
    word = in.word();
  }
  date.month = month_of(word);
  if (date.month == 0) return {};
  skip();
  const std::optional<int> second = in.number(4, &digits);
  if (!second) return {};
  if (first) {
    const bool year_first = first_digits == 4;
    if ((year_first ? digits : first_digits) > 2) return {};
    date.year = year_first ? *first : *second;
    date.day = year_first ? *second : *first;
    date.short_year = !year_first && digits == 2;
    if (!year_first && digits != 2 && digits != 4) return {};
    return date;
  }
  if (digits > 2) return {};
  date.day = *second;
  skip();
  const std::optional<int> year = in.number(4, &digits);
  if (!year || (digits != 2 && digits != 4)) return {};
  date.year = *year;
  date.short_year = digits == 2;
  return date;
}

std::optional<YearMonthDay> take_compact(Reader& in) {
  const std::optional<int> year = in.exactly(4);
  if (!year) return {};
  const std::optional<int> month = in.exactly(2);
  if (!month) return {};
  const std::optional<int> day = in.exactly(2);
  if (!day) return {};
  return YearMonthDay{*year, *month, *day};
}

// The fraction of a second may only be zero.
bool take_zero_fraction(Reader& in) {
  if (in.front() != '.' && !(in.front() == ',' && in.text.size() > 1 && is_digit(in.text[1]))) {
    return true;
  }
  in.text.remove_prefix(1);
  if (in.front() != '0') return false;
  while (in.take('0')) continue;
  return !is_digit(in.front());
}

// "AM" or "PM" turns 12-hour into 24-hour; false for 13 PM.
bool take_half_of_day(Reader& in, int& hour) {
  Reader ahead = in;
  ahead.skip_blanks();
  const std::string word = ahead.word();
  if (word != "am" && word != "pm") return true;
  in = ahead;
  if (hour < 1 || hour > 12) return false;
  hour = hour % 12 + (word == "pm" ? 12 : 0);
  return true;
}

std::optional<int> seconds_of(int hour, int minute, int second) {
  if (hour > 23 || minute > 59 || second > 59) return {};
  return hour * 3600 + minute * 60 + second;
}

// "9:30", "09:30:00.000", "9:30 PM", "11-AM".
std::optional<int> take_time(Reader& in) {
  std::optional<int> hour = in.number(2);
  if (!hour) return {};
  if (in.front() == '-' && in.text.size() > 2 && is_letter(in.text[1])) {
    in.take('-');
    const std::string_view before = in.text;
    if (!take_half_of_day(in, *hour) || in.text == before) return {};
    return seconds_of(*hour, 0, 0);
  }
  if (!in.take(':')) return {};
  const std::optional<int> minute = in.exactly(2);
  if (!minute) return {};
  int second = 0;
  if (in.take(':')) {
    const std::optional<int> taken = in.exactly(2);
    if (!taken || !take_zero_fraction(in)) return {};
    second = *taken;
  }
  if (!take_half_of_day(in, *hour)) return {};
  return seconds_of(*hour, *minute, second);
}

// "0930", "093000".
std::optional<int> take_compact_time(Reader& in) {
  std::size_t digits = 0;
  while (digits < in.text.size() && is_digit(in.text[digits])) ++digits;
  if (digits != 4 && digits != 6) return take_time(in);
  const int hour = *in.exactly(2);
  const int minute = *in.exactly(2);
  const int second = digits == 6 ? *in.exactly(2) : 0;
  if (!take_zero_fraction(in)) return {};
  return seconds_of(hour, minute, second);
}

std::optional<WrittenTime> parse_unix(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (const std::size_t point = text.find('.'); point != std::string_view::npos) {
    if (text.find_first_not_of('0', point + 1) != std::string_view::npos) return {};
    text = text.substr(0, point);
  }
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || !is_digit(text[0]) || error != std::errc() ||
      end != text.data() + text.size()) {
    return {};
  }
  std::int64_t unit = 1;
  if (value >= 100'000'000'000) unit = 1'000;
  if (value >= 100'000'000'000'000) unit = 1'000'000;
  if (value >= 100'000'000'000'000'000) unit = 1'000'000'000;
  if (value % unit != 0) return {};
  return WrittenTime{(negative ? -1 : 1) * (value / unit), 0, true, true};
}

std::optional<WrittenTime> parse_serial(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !(value > 60 && value < 1e6)) {
    return {};
  }
  constexpr double excel_days_to_1970 = 25569;  // from 1899-12-30, after the 29 February 1900 that
                                                // Excel believes in
  const auto seconds = static_cast<std::int64_t>(
      std::llround((value - excel_days_to_1970) * static_cast<double>(seconds_per_day)));
  return WrittenTime{seconds, 0, value != std::floor(value), false};
}

std::optional<YearMonthDay> take_date(Reader& in, const DateReading& reading) {
  switch (reading.family) {
    case DateFamily::YearFirst:
      return take_numeric(in, DateOrder::Ymd);
    case DateFamily::Numeric:
      return take_numeric(in, reading.order);
    case DateFamily::Named:
      return take_named(in);
    case DateFamily::Compact:
      return take_compact(in);
    case DateFamily::Unix:
    case DateFamily::Serial:
      break;
  }
  return {};
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::optional<int> parse_zone_offset(std::string_view text) {
  text = trimmed(text);
  if (text == "Z" || text == "z" || text == "UTC" || text == "GMT") return 0;
  if (text.starts_with("GMT") || text.starts_with("UTC")) text.remove_prefix(3);
  Reader in{text};
  const bool west = in.take('-');
  if (!west && !in.take('+')) return {};
  const std::optional<int> hours = in.exactly(2);
  if (!hours || *hours > 23) return {};
  int minutes = 0;
  if (in.take(':') || !in.text.empty()) {
    const std::optional<int> taken = in.exactly(2);
    if (!taken || *taken > 59 || !in.text.empty()) return {};
    minutes = *taken;
  }
  const int east = *hours * 3600 + minutes * 60;
  return west ? -east : east;
}

std::optional<int> parse_time_of_day(std::string_view text) {
  text = trimmed(text);
  if (all_digits(text) && text.size() <= 6) {
    // 93000 is 09:30:00, 930 is 09:30, 0 is midnight.
    std::string padded(text);
    padded.insert(0, padded.size() <= 4 ? 4 - padded.size() : 6 - padded.size(), '0');
    Reader in{padded};
    return take_compact_time(in);
  }
  Reader in{text};
  const std::optional<int> time = take_time(in);
  if (!time || !in.text.empty()) return {};
  return time;
}

std::optional<WrittenTime> parse_written_time(std::string_view text, const DateReading& reading) {
  text = trimmed(text);
  if (reading.family == DateFamily::Unix) return parse_unix(text);
  if (reading.family == DateFamily::Serial) return parse_serial(text);

  Reader in{text};
  const std::optional<YearMonthDay> date = take_date(in, reading);
  if (!date || date->short_year != reading.short_years) return {};
  const auto days = days_of(full_year(date->year, date->short_year), date->month, date->day);
  if (!days) return {};
  WrittenTime result{*days * seconds_per_day};
  if (in.text.empty()) return result;

  const bool compact = reading.family == DateFamily::Compact;
  if (in.take(','))
    in.skip_blanks();
  else if (!in.take('T') && !in.take('t') && !in.take(' ') && !in.take('_') && !compact)
    return {};
  in.skip_blanks();
  const std::optional<int> time = compact ? take_compact_time(in) : take_time(in);
  if (!time) return {};
  result.seconds += *time;
  result.has_time = true;
  if (in.text.empty()) return result;

  const std::optional<int> east = parse_zone_offset(in.text);
  if (!east) return {};
  result.has_zone = true;
  result.east = *east;
  return result;
}

std::optional<DateNumbers> date_numbers(std::string_view text) {
  Reader in{trimmed(text)};
  std::array<std::size_t, 3> digits{};
  const auto numbers = take_separated(in, digits);
  if (!numbers || digits[0] > 2 || digits[1] > 2 || (digits[2] != 2 && digits[2] != 4)) return {};
  if (!in.text.empty() && in.front() != ' ' && in.front() != 'T' && in.front() != ',') return {};
  return DateNumbers{(*numbers)[0], (*numbers)[1], (*numbers)[2]};
}

std::optional<DateReading> date_form(std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return {};
  const std::string_view whole = text.substr(0, text.find('.'));
  if (all_digits(whole) &&
      (whole.size() == text.size() ||
       text.find_first_not_of('0', whole.size() + 1) == std::string_view::npos)) {
    const bool dated =
        whole.size() == text.size() && (text.size() == 8 || text.size() == 12 || text.size() == 14);
    if (dated && parse_written_time(text, {DateFamily::Compact})) {
      return DateReading{DateFamily::Compact};
    }
    if (whole.size() >= 9 && whole.size() <= 19) return DateReading{DateFamily::Unix};
    return {};
  }
  for (const DateFamily family : {DateFamily::YearFirst, DateFamily::Compact, DateFamily::Named}) {
    for (const bool short_years : {false, true}) {
      const DateReading reading{family, DateOrder::Ymd, short_years};
      if (short_years && family != DateFamily::Named) continue;
      if (parse_written_time(text, reading)) return reading;
    }
  }
  if (const std::optional<DateNumbers> numbers = date_numbers(text)) {
    const bool short_years =
        text.find_first_of("-/.", text.find_first_of("-/.") + 1) + 3 >= text.size() ||
        !is_digit(text[text.find_first_of("-/.", text.find_first_of("-/.") + 1) + 3]);
    return DateReading{DateFamily::Numeric, DateOrder::Dmy, short_years};
  }
  return {};
}

std::string describe(const DateReading& reading, std::string_view example) {
  switch (reading.family) {
    case DateFamily::Named:
      return fmt::format("like '{}'", trimmed(example));
    case DateFamily::Compact:
      return "YYYYMMDD";
    case DateFamily::Serial:
      return "days as Excel counts them";
    case DateFamily::Unix: {
      const std::size_t digits = example.substr(0, example.find('.')).size();
      const std::string_view unit = digits <= 11   ? "seconds"
                                    : digits <= 14 ? "milliseconds"
                                    : digits <= 17 ? "microseconds"
                                                   : "nanoseconds";
      return fmt::format("{} since 1970", unit);
    }
    case DateFamily::YearFirst:
    case DateFamily::Numeric:
      break;
  }
  const std::size_t at = example.find_first_of("-/.");
  const char separator = at == std::string_view::npos ? '-' : example[at];
  const std::string_view year = reading.short_years ? "YY" : "YYYY";
  if (reading.family == DateFamily::YearFirst || reading.order == DateOrder::Ymd) {
    return fmt::format("{0}{1}MM{1}DD", year, separator);
  }
  return reading.order == DateOrder::Dmy ? fmt::format("DD{1}MM{1}{0}", year, separator)
                                         : fmt::format("MM{1}DD{1}{0}", year, separator);
}

}  // namespace stratgen
