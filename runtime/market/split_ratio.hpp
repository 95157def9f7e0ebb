// Ratios of stock splits.
#pragma once

#include <optional>
#include <string>

namespace stratgen {

// New shares for old ones: 2 for 1 makes prices half.
struct SplitRatio {
  int new_shares = 1;
  int old_shares = 1;

  double value() const { return static_cast<double>(new_shares) / old_shares; }
};

// "2:1", "1:8".
std::string to_text(SplitRatio ratio);

struct SplitMatch {
  SplitRatio ratio;
  double residual = 0;    // logarithm of the jump that the ratio leaves
  bool is_clear = false;  // no other ratio comes within three times of it
};

// The ratio that explains best that prices are `jump` (a logarithm) from where they were: of the
// splits that companies do, n:1 and 1:n up to 100 as well as 3:2, 4:3, 5:4 and 5:2. Nothing if it
// leaves more than `tolerance`.
std::optional<SplitMatch> match_split(double jump, double tolerance);

}  // namespace stratgen
