#include "tools/cli/period.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stratgen {
namespace {

Result<PeriodBars> bars_within(Bars bars, const Period& period) {
  if (!period.from && !period.to) return PeriodBars{std::move(bars), 0};
  if (bars.clock == Clock::Numbers) {
    return fail(
        Fault::Usage,
        fmt::format("{}: --from and --to need dates, and these bars have none", bars.symbol));
  }
  const std::int64_t from = period.from.value_or(bars.time.front());
  const std::int64_t to = period.to.value_or(bars.time.back());
  STRATGEN_TRY(const Bars inside, slice(bars, from, to));
  STRATGEN_TRY(Bars up_to_end, slice(bars, bars.time.front(), to));
  const auto first = static_cast<std::size_t>(
      std::lower_bound(up_to_end.time.begin(), up_to_end.time.end(), inside.time.front()) -
      up_to_end.time.begin());
  return PeriodBars{std::move(up_to_end), first};
}

}  // namespace

Result<Period> parse_period(const std::string& from, const std::string& to) {
  Period period;
  if (!from.empty()) {
    STRATGEN_TRY(period.from, parse_date(from));
  }
  if (!to.empty()) {
    STRATGEN_TRY(period.to, parse_date(to, DayEdge::End));
  }
  if (period.from && period.to && *period.from > *period.to) {
    return fail(Fault::Usage, fmt::format("--from {} comes after --to {}", from, to));
  }
  return period;
}

Result<PeriodBars> cut(Bars bars, const Period& period) {
  STRATGEN_TRY(PeriodBars within, bars_within(std::move(bars), period));
  if (within.bars.size() < within.first_bar + 2) {
    return fail(Fault::Data,
                fmt::format("{}: one bar to trade is not enough, an order fills on the "
                            "bar after it; give at least 2",
                            within.bars.symbol));
  }
  return within;
}

Result<Bars> from_bar(const Bars& bars, std::size_t first) {
  return slice(bars, bars.time[first], bars.time.back());
}

}  // namespace stratgen
