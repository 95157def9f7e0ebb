// UsedBars: which bars a result was made from.
#pragma once

#include <string>
#include <vector>

namespace stratgen {

// One market that was loaded, whole.
struct UsedBars {
  std::string symbol;
  std::string timeframe;
  std::string hash;  // content_hash()

  bool operator==(const UsedBars&) const = default;
};

}  // namespace stratgen
