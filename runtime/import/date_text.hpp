// Dates and times of day as files spell them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stratgen {

enum class DateFamily {
  YearFirst,  // 2020-01-02, 2020/1/2, 2020.01.02
  Numeric,    // 01/02/2020, 2.1.2020, 01-02-20: the order is not in the text
  Named,      // Jan 02, 2020; 02-Jan-2020; Thu 2 January 2020
  Compact,    // 20200102, 202001020930, 20200102 093000
  Unix,       // since 1970, of any unit: seconds have 9 or 10 digits, milliseconds 12 or 13, ...
  Serial,     // 43832.5: days as Excel counts them
};

enum class DateOrder { Ymd, Dmy, Mdy };

struct DateReading {
  DateFamily family = DateFamily::YearFirst;
  DateOrder order = DateOrder::Ymd;
  bool short_years = false;  // 69..99 are of the last century, 00..68 of this one (POSIX)

  bool operator==(const DateReading&) const = default;
};

// A point in time as written. UTC is seconds - east where there is a zone.
struct WrittenTime {
  std::int64_t seconds = 0;  // since 1970-01-01 on the clock that the text is about
  std::int32_t east = 0;     // of Greenwich, in seconds
  bool has_time = false;
  bool has_zone = false;
};

// What kind of date `text` can be; nothing if it is none. Of Numeric, Named and Compact only the
// form is looked at, not whether there is such a day. Short numbers are no Unix times: see Serial.
std::optional<DateReading> date_form(std::string_view text);

// Nothing for what is not written in this way, for days that do not exist, and for fractions of a
// second, which bars cannot hold.
std::optional<WrittenTime> parse_written_time(std::string_view text, const DateReading& reading);

// "09:30", "9:30:00", "9:30 PM", "093000", "930" (zeros in front were lost): seconds of the day.
std::optional<int> parse_time_of_day(std::string_view text);

// "Z", "UTC", "GMT", "+02:00", "-0500", "+02", "GMT+0200": seconds east of Greenwich.
std::optional<int> parse_zone_offset(std::string_view text);

// The three numbers of a Numeric date in the order of the text; nothing for other families.
struct DateNumbers {
  int first = 0, second = 0, third = 0;
};
std::optional<DateNumbers> date_numbers(std::string_view text);

// As people write it: "MM/DD/YYYY", "YYYY-MM-DD", "Jan 02, 2020", "seconds since 1970".
std::string describe(const DateReading& reading, std::string_view example);

}  // namespace stratgen
