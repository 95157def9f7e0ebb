// Adjustment: what past prices were divided by, so that corporate actions do not look like moves.
#pragma once

#include <optional>
#include <string_view>

namespace stratgen {

enum class Adjustment {
  Unknown,  // the source does not say
  Raw,      // as traded on the day
  Splits,   // for splits only
  Full,     // for splits and dividends: a change of price is a return
};

// "unknown", "raw", "splits", "full".
std::string_view to_text(Adjustment adjustment);
std::optional<Adjustment> parse_adjustment(std::string_view text);

}  // namespace stratgen
