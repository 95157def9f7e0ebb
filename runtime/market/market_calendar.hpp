// When a market trades: which days, and from when to when on the wall clock of New York.
#pragma once

#include "runtime/market/bars.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

enum class Market {
  Unknown,    // no dates, or too few: nothing is expected of its days
  UsStocks,   // sessions of the New York Stock Exchange, 9:30 to 16:00, or to 13:00
  UsFutures,  // its sessions, without those next to a holiday, on which some feeds have no bar
  Forex,      // Sunday 17:00 to Friday 17:00; daily bars Monday to Friday
  Crypto,     // always
  Weekdays,   // another exchange, whose holidays are not known
};

struct MarketFinding {
  Market market = Market::Unknown;
  std::string why;  // one clause for people: "bars on 29 % weekends: a market without a rest"
};

// Which market bars belong to, from their days and, where those leave it open, the symbol: two
// currencies ("EURUSD", "EUR/USD", "EURUSD=X") are forex, "CL=F" is a future.
MarketFinding find_market(const Bars& bars);

std::string_view to_text(Market market);

// The days from `first` to `last` on which a daily bar is expected, ascending. None for Unknown and
// Weekdays, whose closed days nobody knows.
std::vector<std::chrono::sys_days> expected_days(Market market, std::chrono::sys_days first,
                                                 std::chrono::sys_days last);

// Seconds after midnight on New York's wall clock; for Crypto, of UTC.
struct TradingHours {
  std::int64_t open = 0;
  std::int64_t close = 0;  // exclusive
};

// The regular hours of a day; nothing on a day without, and for markets whose hours are not known.
std::optional<TradingHours> trading_hours(Market market, std::chrono::sys_days day);

}  // namespace stratgen
