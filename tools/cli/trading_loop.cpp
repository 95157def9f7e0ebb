#include "tools/cli/trading_loop.hpp"

#include "runtime/market/bar_ends.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stratgen {

std::optional<std::string> bars_due(const MarketClock& clock, const LoopMarkets& markets) {
  const bool in_session = markets.sessions && clock.is_open;
  if (!in_session && !markets.always) return std::nullopt;
  std::string due;
  if (in_session) due = fmt::format("session until {}", clock.next_close);
  if (markets.always) due += fmt::format(", day {}", clock.now / seconds_of_a_day);
  for (const std::int64_t seconds : markets.seconds)
    if (seconds < seconds_of_a_day)
      due += fmt::format(", {} of {} s", clock.now / seconds, seconds);
  return due;
}

double until_next_look(const MarketClock& clock, const LoopMarkets& markets, double poll) {
  std::int64_t next = clock.now + 3600;
  if (markets.sessions && !clock.is_open) next = std::min(next, clock.next_open);
  if (markets.always) next = std::min(next, (clock.now / seconds_of_a_day + 1) * seconds_of_a_day);
  for (const std::int64_t seconds : markets.seconds)
    if (seconds < seconds_of_a_day) next = std::min(next, (clock.now / seconds + 1) * seconds);
  return std::clamp(double(next - clock.now), 0.05, poll);
}

}  // namespace stratgen
