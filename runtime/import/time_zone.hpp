// A place's clock: from its times to UTC.
#pragma once

#include "runtime/base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

class TimeZone {
 public:
  // "UTC", an offset such as "+02:00", or a name of the tz database ("America/New_York"), which is
  // read from the system's copy. Fault::Usage for what is none.
  friend Result<TimeZone> find_time_zone(std::string_view name);

  const std::string& name() const { return name_; }

  // Seconds east of Greenwich at a moment of UTC.
  std::int32_t east_at(std::int64_t utc) const;

  // The moment when a clock there shows `local`. An hour that comes twice is its first occurrence;
  // one that is skipped is counted on from before the jump.
  std::int64_t to_utc(std::int64_t local) const;

 private:
  struct Change {
    std::int64_t utc;
    std::int32_t east;  // from then on
  };

  std::string name_;
  std::int32_t east_before_ = 0;
  std::vector<Change> changes_;
};

Result<TimeZone> find_time_zone(std::string_view name);

}  // namespace stratgen
