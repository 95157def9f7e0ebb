#include <stratgen/strategy.hpp>

// Hold the index fund for the last sessions before each holiday of the exchange, cash otherwise.
struct PreHolidayEffect : Strategy {
  int sessions_before = param("sessions_before", 1, {1, 3, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int monday = 0;
  static constexpr int thursday = 3;
  static constexpr int friday = 4;
  static constexpr int saturday = 5;
  static constexpr int first_king_day = 1998;
  static constexpr int first_juneteenth = 2022;

  struct Day {
    int year, month, day, weekday;
  };

  static int days_in_month(int year, int month) {
    if (month == 2) return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  static Day day_after(Day d) {
    d.weekday = (d.weekday + 1) % 7;
    if (++d.day > days_in_month(d.year, d.month)) {
      d.day = 1;
      if (++d.month > 12) {
        d.month = 1;
        ++d.year;
      }
    }
    return d;
  }

  // By the anonymous Gregorian algorithm.
  static bool is_easter_sunday(const Day& d) {
    const int a = d.year % 19;
    const int b = d.year / 100;
    const int c = d.year % 100;
    const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int n = h + l - 7 * m + 114;
    return d.month == n / 31 && d.day == n % 31 + 1;
  }

  // A Saturday's holiday is kept on Friday, a Sunday's on Monday.
  static bool is_observed(const Day& d, int month, int day) {
    return d.month == month && (d.day == day || (d.weekday == friday && d.day == day - 1) ||
                                (d.weekday == monday && d.day == day + 1));
  }

  static bool is_nth(const Day& d, int nth, int weekday, int month) {
    return d.month == month && d.weekday == weekday && (d.day - 1) / 7 == nth - 1;
  }

  // d is a weekday.
  static bool is_holiday(const Day& d) {
    const bool new_year = d.month == 1 && (d.day == 1 || (d.day == 2 && d.weekday == monday));
    const bool king_day = d.year >= first_king_day && is_nth(d, 3, monday, 1);
    const bool presidents_day = is_nth(d, 3, monday, 2);
    const bool good_friday = is_easter_sunday(day_after(day_after(d)));
    const bool memorial_day = d.month == 5 && d.weekday == monday && d.day > 24;
    const bool juneteenth = d.year >= first_juneteenth && is_observed(d, 6, 19);
    const bool independence_day = is_observed(d, 7, 4);
    const bool labor_day = is_nth(d, 1, monday, 9);
    const bool thanksgiving = is_nth(d, 4, thursday, 11);
    const bool christmas = is_observed(d, 12, 25);
    return new_year || king_day || presidents_day || good_friday || memorial_day || juneteenth ||
           independence_day || labor_day || thanksgiving || christmas;
  }

  // Whether the next session is one of the last sessions_before before a holiday.
  bool next_in_window() {
    const Date today = date();
    Day d{today.year, today.month, today.day, today.weekday};
    int sessions = 0;
    while (sessions <= sessions_before) {
      d = day_after(d);
      if (d.weekday >= saturday) continue;
      if (!is_holiday(d)) {
        ++sessions;
      } else if (sessions > 0) {
        return true;
      }
    }
    return false;
  }

  void next() {
    const bool hold = next_in_window();
    if (position) {
      if (!hold) position.close();
    } else if (hold) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(PreHolidayEffect)
