// --from and --to: both inclusive; what lies before --from warms indicators up.
#pragma once

#include "runtime/market/bars.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace stratgen {

struct Period {
  std::optional<std::int64_t> from, to;  // seconds, inclusive
};

// Empty texts leave that side open.
Result<Period> parse_period(const std::string& from, const std::string& to);

struct PeriodBars {
  Bars bars;                  // up to the end of the period
  std::size_t first_bar = 0;  // the first one inside it
};

// No bar inside the period is an Error that names the range of the data, and so is a single one.
Result<PeriodBars> cut(Bars bars, const Period& period);

// The bars from number `first` on.
Result<Bars> from_bar(const Bars& bars, std::size_t first);

}  // namespace stratgen
