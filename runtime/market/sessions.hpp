// The sessions of a market as instants (seconds since 1970, UTC), and which one a stamp is of.
#pragma once

#include "runtime/market/bars.hpp"
#include "runtime/market/market_calendar.hpp"

#include <chrono>
#include <cstdint>

namespace stratgen {

// From 9:30 to 16:00 in New York (13:00 before a holiday) for its stocks; from 17:00 to 17:00 there
// for forex and futures; the UTC day for all others.
struct Session {
  std::chrono::sys_days date;
  std::int64_t open = 0;
  std::int64_t close = 0;  // exclusive
};

// For the bars of one table, in their order: it remembers the last session.
class Sessions {
 public:
  Sessions(Market market, Clock clock) : market_(market), clock_(clock) {}

  Market market() const { return market_; }

  // Stamps without a zone are New York's wall clock for its stocks, and UTC for all others.
  std::int64_t instant(std::int64_t stamp) const;

  // The session in whose day an intraday bar begins; it may begin before the open or after the
  // close.
  const Session& of(std::int64_t stamp);
  const Session& on(std::chrono::sys_days date);

  // The date that a bar of a day or more is stamped with.
  std::chrono::sys_days date_of(std::int64_t stamp) const;

  // Weeks begin on Monday; where there is no trading at weekends, a Sunday is of the week to come.
  std::chrono::sys_days monday_of(std::chrono::sys_days date) const;

  // The last session of the week or month of `date`, by the calendar: known in advance.
  std::chrono::sys_days last_of_week(std::chrono::sys_days date) const;
  std::chrono::sys_days last_of_month(std::chrono::sys_days date) const;

 private:
  Session make(std::chrono::sys_days date) const;
  bool trades_on(std::chrono::sys_days date) const;
  bool turns_at_five() const { return market_ == Market::Forex || market_ == Market::UsFutures; }

  Market market_;
  Clock clock_;
  Session last_;
};

std::chrono::sys_days first_of_month(std::chrono::sys_days date);

}  // namespace stratgen
