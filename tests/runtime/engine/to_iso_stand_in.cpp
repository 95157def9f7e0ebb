// Until runtime/market/bars.cpp is there.
#include "runtime/market/bars.hpp"

#include <fmt/format.h>

#include <chrono>

namespace stratgen {

std::string to_iso(std::int64_t time, Clock clock) {
  if (clock == Clock::Numbers) return std::to_string(time);
  const std::chrono::sys_seconds at{std::chrono::seconds{time}};
  const auto midnight = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{midnight};
  const std::chrono::hh_mm_ss clock_time{at - midnight};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}", int{date.year()},
                     unsigned{date.month()}, unsigned{date.day()}, clock_time.hours().count(),
                     clock_time.minutes().count(), clock_time.seconds().count(),
                     clock == Clock::Utc ? "Z" : "");
}

}  // namespace stratgen
