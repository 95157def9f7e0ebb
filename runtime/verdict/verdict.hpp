// Verdict: is a tested idea worth a second look? Thresholds on four statistics, with reasons.
#pragma once

#include "runtime/base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

enum class Verdict {
  Pass,
  Marginal,
  Fail,
  Skipped,  // cannot be expressed with what the engine and the data have
  Error,    // something failed on the way
};

// "PASS", "MARGINAL", "FAIL", "SKIPPED", "ERROR".
std::string_view to_string(Verdict verdict);
Result<Verdict> parse_verdict(std::string_view text);

// The least a backtest has to show. A drawdown is negative: -30 allows a loss of 30 % from the
// peak.
struct Minimum {
  double sharpe = 0;
  double drawdown_pct = 0;
  double return_pct = 0;
  std::int64_t trades = 0;
};

// Below any of `fail`: Fail. Else at or above all of `pass`: Pass. Else Marginal.
struct Thresholds {
  Minimum pass = {0.3, -30, 0, 3};
  Minimum fail = {0, -50, 0, 3};
};

struct Judgement {
  Verdict verdict = Verdict::Error;
  // First the summary, "Sharpe 0.45, 12 trades, dd -8.2%, return 25.3%"; then each threshold that
  // decided against a Pass, "return -3.1% is below 0%".
  std::vector<std::string> reasons;
};

// A NaN is below no threshold and at or above none.
Judgement judge(double sharpe, double max_drawdown_pct, double return_pct, std::int64_t trades,
                const Thresholds& thresholds = {});

}  // namespace stratgen
