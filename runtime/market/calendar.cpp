#include "runtime/market/calendar.hpp"

#include <algorithm>
#include <optional>

namespace stratgen {
namespace {

using namespace std::chrono;

bool is_weekday(sys_days day) {
  const weekday w(day);
  return w != Saturday && w != Sunday;
}

sys_days nth(year y, month m, weekday w, unsigned index) {
  return sys_days(year_month_weekday{y, m, weekday_indexed(w, index)});
}

// Gregorian Easter (Meeus, Astronomical Algorithms, chapter 8).
sys_days easter(year y) {
  const int n = static_cast<int>(y);
  const int a = n % 19, b = n / 100, c = n % 100;
  const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int sum = h + l - 7 * m + 114;
  return sys_days(y / month(static_cast<unsigned>(sum / 31)) /
                  day(static_cast<unsigned>(sum % 31 + 1)));
}

// A holiday on a Saturday is observed on Friday, one on a Sunday on Monday.
sys_days observed(sys_days holiday) {
  if (weekday(holiday) == Saturday) return holiday - days(1);
  if (weekday(holiday) == Sunday) return holiday + days(1);
  return holiday;
}

struct Closure {
  year_month_day day;
  std::string_view name;
};

constexpr Closure closures[] = {
    {1985y / September / 27, "Hurricane Gloria"},
    {1994y / April / 27, "Funeral of Richard Nixon"},
    {2001y / September / 11, "Attacks of September 11"},
    {2001y / September / 12, "Attacks of September 11"},
    {2001y / September / 13, "Attacks of September 11"},
    {2001y / September / 14, "Attacks of September 11"},
    {2004y / June / 11, "Funeral of Ronald Reagan"},
    {2007y / January / 2, "Mourning for Gerald Ford"},
    {2012y / October / 29, "Hurricane Sandy"},
    {2012y / October / 30, "Hurricane Sandy"},
    {2018y / December / 5, "Mourning for George H. W. Bush"},
    {2025y / January / 9, "Mourning for Jimmy Carter"},
};

// One-off 13:00 closes around Christmas and the turn of the century.
constexpr year_month_day single_early_closes[] = {
    1997y / December / 26,
    1999y / December / 31,
    2003y / December / 26,
};

// Thanksgiving's Friday, Christmas Eve, and the session next to Independence Day: July 3, or until
// 2012 Friday July 5 when the 4th is a Thursday and the 3rd, a Wednesday, a full day.
std::optional<sys_days> independence_early_close(year y) {
  const sys_days third(y / July / 3);
  const weekday w(third);
  if (y < 1995y || w == Friday || w == Saturday || w == Sunday) return {};
  if (w != Wednesday || y >= 2013y) return third;
  return third + days(2);
}

}  // namespace

std::vector<Holiday> holidays(year y) {
  std::vector<Holiday> found;
  // The exchange does not close on a Friday, December 31, for a New Year on Saturday: it may end an
  // accounting period.
  const sys_days new_year(y / January / 1);
  if (weekday(new_year) != Saturday) found.push_back({observed(new_year), "New Year's Day"});
  if (y >= 1998y) found.push_back({nth(y, January, Monday, 3), "Martin Luther King Jr. Day"});
  found.push_back({nth(y, February, Monday, 3), "Presidents' Day"});
  found.push_back({easter(y) - days(2), "Good Friday"});
  found.push_back({sys_days(y / May / Monday[std::chrono::last]), "Memorial Day"});
  if (y >= 2022y) found.push_back({observed(sys_days(y / June / 19)), "Juneteenth"});
  found.push_back({observed(sys_days(y / July / 4)), "Independence Day"});
  found.push_back({nth(y, September, Monday, 1), "Labor Day"});
  found.push_back({nth(y, November, Thursday, 4), "Thanksgiving"});
  found.push_back({observed(sys_days(y / December / 25)), "Christmas"});
  for (const Closure& closure : closures) {
    if (closure.day.year() == y) found.push_back({sys_days(closure.day), closure.name});
  }
  std::sort(found.begin(), found.end(),
            [](const Holiday& a, const Holiday& b) { return a.day < b.day; });
  return found;
}

std::vector<sys_days> early_closes(year y) {
  std::vector<sys_days> found;
  if (y < 1993y) return found;
  if (const std::optional<sys_days> july = independence_early_close(y)) found.push_back(*july);
  found.push_back(nth(y, November, Thursday, 4) + days(1));
  const sys_days christmas_eve(y / December / 24);
  if (is_session(christmas_eve)) found.push_back(christmas_eve);
  for (const year_month_day& single : single_early_closes) {
    if (single.year() == y) found.push_back(sys_days(single));
  }
  return found;
}

bool is_session(sys_days day) {
  if (!is_weekday(day)) return false;
  const std::vector<Holiday> closed = holidays(year_month_day(day).year());
  return std::none_of(closed.begin(), closed.end(),
                      [day](const Holiday& h) { return h.day == day; });
}

}  // namespace stratgen
