#include <stratgen/strategy.hpp>

struct Dates : Strategy {
  Date last{};

  void next() {
    const Date today = date();
    auto [year, month, day, weekday, day_of_year, hour, minute] = date();
    if (today.weekday == 0 && month < 13 && day <= 31 && hour == 0 && minute == 0 && day_of_year > 0 && weekday < 5) buy({.size = 1});
    if (date().year > 2019 && date().month == 3) position.close();
    if (today.month != last.month) last = today;
  }
};

STRATGEN_STRATEGY(Dates)
