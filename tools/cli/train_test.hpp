// The two parts of a history: parameters are chosen on the first and judged on the second.
#pragma once

#include "tools/cli/period.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace stratgen {

// Where the train part ends: with a day, or after a share of the bars.
struct Split {
  std::string text;                      // as it was written
  std::optional<std::int64_t> last_day;  // its last second
  double fraction = 0.7;                 // where no day is given, or the bars do not reach over it
};

// "2023-06-30", or a number between 0 and 1.
Result<Split> parse_split(const std::string& text);

struct TrainTest {
  // Nothing after the train part is in `train`. `test` holds the train bars as well, to warm
  // indicators up; its first bar is the one after them.
  PeriodBars train, test;
  std::optional<std::string> adaptation;  // set when the split is not where it was asked for
};

// Splits the bars from within.first_bar on. With a day that leaves fewer than 20 bars on a side, or
// bars without dates, the split is by fraction; fewer than 2 on a side then are an Error.
Result<TrainTest> split(PeriodBars within, const Split& at);

}  // namespace stratgen
