// A point in time as ISO 8601 spells it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace stratgen {

struct Stamp {
  std::int64_t seconds = 0;  // since 1970-01-01; UTC if has_zone
  bool has_time = false;
  bool has_zone = false;
};

// "2020-01-02", "2020-01-02 09:30", "2020-01-02T09:30:00.000", each with an optional Z, +02:00,
// +0200 or +02 where there is a time. Nothing for anything else, nor for a fraction of a second,
// which bars cannot hold.
std::optional<Stamp> parse_stamp(std::string_view text);

}  // namespace stratgen
