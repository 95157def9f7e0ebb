// The calendar of the New York Stock Exchange, by rule: weekends, holidays as the exchange observed
// them from 1985 to 2025 (NYSE Rule 7.2 and its holiday notices), and the unscheduled closures of
// those years. Before and after, the rules simply extend.
#pragma once

#include <stratgen/abi.hpp>

#include "runtime/market/bars.hpp"

#include <chrono>
#include <string_view>
#include <vector>

namespace stratgen {

struct Holiday {
  std::chrono::sys_days day;
  std::string_view name;
};

// Weekdays of `year` on which the exchange is closed, in order.
std::vector<Holiday> holidays(std::chrono::year year);

// Sessions of `year` that end at 13:00 in New York, in order. The exchange closes early at 13:00
// since 1993; earlier (14:00) and unscheduled early closes are not among them.
std::vector<std::chrono::sys_days> early_closes(std::chrono::year year);

bool is_session(std::chrono::sys_days day);

// What a strategy reads as date() and the calendar, for each bar.
// Date and time are the stamp's. Data that trade on weekends (bars at most a day apart, see
// trades_on_weekends) have a session every day; all others follow the exchange: on a day without a
// session they have the values of the session before. Intraday bars have those of their date. For
// Clock::Numbers everything is 0.
std::vector<abi::Day> calendar_days(const Bars& bars);

}  // namespace stratgen
