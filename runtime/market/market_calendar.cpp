#include "runtime/market/market_calendar.hpp"

#include "runtime/market/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>

namespace stratgen {
namespace {

using namespace std::chrono;

constexpr std::int64_t hour = 3600;
constexpr std::int64_t half_past_nine = 9 * hour + hour / 2;

// The years 1 to 9999, beyond which stamps are something else, such as milliseconds.
constexpr std::int64_t first_second = -62135596800;
constexpr std::int64_t last_second = 253402300799;

// Fewer dates than this tell nothing about a market.
constexpr std::size_t least_dates = 5;

constexpr std::array<std::string_view, 32> currencies = {
    "AUD", "BRL", "CAD", "CHF", "CNH", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD",
    "HUF", "ILS", "INR", "JPY", "KRW", "MXN", "NOK", "NZD", "PLN", "RON", "RUB",
    "SEK", "SGD", "THB", "TRY", "TWD", "USD", "XAG", "XAU", "XPT", "ZAR"};

bool is_currency(std::string_view text) {
  return std::find(currencies.begin(), currencies.end(), text) != currencies.end();
}

// "EURUSD", "EUR/USD", "C:EURUSD", "EURUSD=X", "EURUSD_M15".
bool names_two_currencies(std::string_view symbol) {
  if (symbol.starts_with("C:")) symbol.remove_prefix(2);
  std::string letters;
  std::size_t at = 0;
  for (; at < symbol.size() && letters.size() < 6; ++at) {
    if (symbol[at] == '/' || symbol[at] == '-' || symbol[at] == '_') continue;
    letters += static_cast<char>(std::toupper(static_cast<unsigned char>(symbol[at])));
  }
  const bool ends = at == symbol.size() || !std::isalnum(static_cast<unsigned char>(symbol[at]));
  return ends && letters.size() == 6 && is_currency(std::string_view(letters).substr(0, 3)) &&
         is_currency(std::string_view(letters).substr(3));
}

bool is_weekday(sys_days day) { return weekday(day) != Saturday && weekday(day) != Sunday; }

std::vector<sys_days> weekdays(sys_days first, sys_days last) {
  std::vector<sys_days> found;
  for (sys_days day = first; day <= last; day += days(1)) {
    if (is_weekday(day)) found.push_back(day);
  }
  return found;
}

// The weekdays from `first` to `last` on which the exchange is closed, ascending.
std::vector<sys_days> closed_weekdays(sys_days first, sys_days last) {
  std::vector<sys_days> found;
  for (year y = year_month_day(first).year(); y <= year_month_day(last).year(); ++y) {
    for (const Holiday& holiday : holidays(y)) {
      if (holiday.day >= first && holiday.day <= last) found.push_back(holiday.day);
    }
  }
  return found;
}

bool is_among(const std::vector<sys_days>& ascending, sys_days day) {
  return std::binary_search(ascending.begin(), ascending.end(), day);
}

std::vector<sys_days> sessions(sys_days first, sys_days last) {
  const std::vector<sys_days> all = weekdays(first, last);
  const std::vector<sys_days> closed = closed_weekdays(first, last);
  std::vector<sys_days> found;
  found.reserve(all.size());
  std::set_difference(all.begin(), all.end(), closed.begin(), closed.end(),
                      std::back_inserter(found));
  return found;
}

// Without the sessions next to a holiday, the first and the last days of the year.
std::vector<sys_days> sure_futures_days(sys_days first, sys_days last) {
  std::vector<sys_days> found = sessions(first, last);
  const std::vector<sys_days> closed = closed_weekdays(first - days(7), last + days(7));
  std::erase_if(found, [&](sys_days day) {
    const year_month_day date(day);
    const bool turn_of_year = (date.month() == December && date.day() >= std::chrono::day(24)) ||
                              (date.month() == January && date.day() <= std::chrono::day(2));
    const days to_next(weekday(day) == Friday ? 3 : 1);
    const days to_previous(weekday(day) == Monday ? 3 : 1);
    return turn_of_year || is_among(closed, day + to_next) || is_among(closed, day - to_previous);
  });
  return found;
}

// Banks everywhere rest on Christmas and New Year's Day, or on the Monday for a weekend.
bool banks_rest(sys_days day) {
  for (const sys_days back : {day, day - days(1), day - days(2)}) {
    const year_month_day date(back);
    const bool feast = (date.month() == December && date.day() == std::chrono::day(25)) ||
                       (date.month() == January && date.day() == std::chrono::day(1));
    if (feast && (back == day || (weekday(day) == Monday && !is_weekday(back)))) return true;
  }
  return false;
}

std::vector<sys_days> dates_of(const Bars& bars) {
  std::vector<sys_days> dates;
  dates.reserve(bars.size());
  for (const std::int64_t time : bars.time) {
    const sys_days date = floor<days>(sys_seconds(seconds(time)));
    if (dates.empty() || dates.back() != date) dates.push_back(date);
  }
  return dates;
}

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

// Five days a week of which one is on a weekend: sessions stamped with the day before or after.
bool is_shifted_week(const std::vector<sys_days>& dates) {
  std::array<std::size_t, 7> count{};
  for (const sys_days date : dates) ++count[weekday(date).c_encoding()];
  const double weekends = share(count[0] + count[6], dates.size());
  return weekends > 0.1 && weekends < 0.3 && (count[1] == 0 || count[5] == 0);
}

// By the days on which there should be no bar.
MarketFinding by_rests(const std::vector<sys_days>& dates) {
  const std::vector<sys_days> closed = closed_weekdays(dates.front(), dates.back());
  const auto on_weekends = static_cast<std::size_t>(
      std::count_if(dates.begin(), dates.end(), [](sys_days date) { return !is_weekday(date); }));
  const auto on_closed = static_cast<std::size_t>(std::count_if(
      closed.begin(), closed.end(), [&](sys_days day) { return is_among(dates, day); }));
  if (share(on_weekends, dates.size()) > 0.05) {
    return {Market::Forex, fmt::format("{} of {} dates are on a weekend, fewer than of a market "
                                       "without a rest",
                                       on_weekends, dates.size())};
  }
  if (share(on_closed, closed.size()) > 0.3) {
    return {Market::Weekdays,
            fmt::format("bars on {} of {} holidays of the New York Stock Exchange", on_closed,
                        closed.size())};
  }
  return {Market::UsStocks, fmt::format("bars on {} of {} holidays of the New York Stock Exchange",
                                        on_closed, closed.size())};
}

}  // namespace

MarketFinding find_market(const Bars& bars) {
  if (bars.clock == Clock::Numbers) return {Market::Unknown, "bars without dates"};
  if (bars.size() == 0) return {Market::Unknown, "no bars"};
  const auto [first, last] = std::minmax_element(bars.time.begin(), bars.time.end());
  if (*first < first_second || *last > last_second) {
    return {Market::Unknown, "dates outside of the years 1 to 9999"};
  }
  const std::vector<sys_days> dates = dates_of(bars);
  if (is_shifted_week(dates)) {
    return {Market::UsStocks, "five days a week, one of them on weekends"};
  }
  if (trades_on_weekends(bars)) {
    return {Market::Crypto,
            fmt::format("{:.0f} % of the bars are on weekends: a market without a rest",
                        100 * weekend_fraction(bars))};
  }
  if (names_two_currencies(bars.symbol)) return {Market::Forex, "the symbol names two currencies"};
  if (bars.symbol.ends_with("=F")) return {Market::UsFutures, "the symbol ends in =F"};
  if (dates.size() < least_dates) return {Market::Unknown, "bars on fewer than five dates"};
  return by_rests(dates);
}

std::string_view to_text(Market market) {
  switch (market) {
    case Market::Unknown:
      return "unknown";
    case Market::UsStocks:
      return "New York Stock Exchange";
    case Market::UsFutures:
      return "US futures";
    case Market::Forex:
      return "forex (Sunday 17:00 to Friday 17:00 in New York)";
    case Market::Crypto:
      return "always open";
    case Market::Weekdays:
      return "weekdays, holidays not known";
  }
  return "";
}

std::vector<sys_days> expected_days(Market market, sys_days first, sys_days last) {
  if (market == Market::UsStocks) return sessions(first, last);
  if (market == Market::UsFutures) return sure_futures_days(first, last);
  std::vector<sys_days> found;
  if (market == Market::Crypto) {
    for (sys_days day = first; day <= last; day += days(1)) found.push_back(day);
  }
  if (market == Market::Forex) {
    found = weekdays(first, last);
    std::erase_if(found, banks_rest);
  }
  return found;
}

std::optional<TradingHours> trading_hours(Market market, sys_days day) {
  if (market == Market::Crypto) return TradingHours{0, 24 * hour};
  if (market == Market::Forex) {
    if (weekday(day) == Saturday) return {};
    if (weekday(day) == Sunday) return TradingHours{17 * hour, 24 * hour};
    return TradingHours{0, weekday(day) == Friday ? 17 * hour : 24 * hour};
  }
  if (market != Market::UsStocks || !is_session(day)) return {};
  const std::vector<sys_days> early = early_closes(year_month_day(day).year());
  const bool closes_early = std::find(early.begin(), early.end(), day) != early.end();
  return TradingHours{half_past_nine, closes_early ? 13 * hour : 16 * hour};
}

}  // namespace stratgen
