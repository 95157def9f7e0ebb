#include "runtime/verdict/verdict.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace stratgen {
namespace {

using Reasons = std::vector<std::string>;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
double just_below(double value) { return std::nextafter(value, -1e300); }

Verdict verdict_of(double sharpe, double drawdown, double ret, std::int64_t trades) {
  return judge(sharpe, drawdown, ret, trades).verdict;
}

TEST_CASE("a pass gives the summary as its only reason") {
  const Judgement judgement = judge(0.45, -8.2, 25.3, 12);
  CHECK(judgement.verdict == Verdict::Pass);
  CHECK(judgement.reasons == Reasons{"Sharpe 0.45, 12 trades, dd -8.2%, return 25.3%"});
}

TEST_CASE("exactly on every threshold of a pass is a pass") {
  CHECK(verdict_of(0.3, -30, 0, 3) == Verdict::Pass);
}

TEST_CASE("just below a threshold of a pass is marginal, with the threshold named") {
  CHECK(verdict_of(just_below(0.3), -30, 0, 3) == Verdict::Marginal);
  CHECK(verdict_of(0.3, just_below(-30), 0, 3) == Verdict::Marginal);
  CHECK(judge(0.12, -35, 5, 10).reasons == Reasons{"Sharpe 0.12, 10 trades, dd -35.0%, return 5.0%",
                                                   "Sharpe 0.12 is below 0.3",
                                                   "drawdown -35.0% is below -30%"});
}

TEST_CASE("exactly on every threshold of a fail is not a fail") {
  CHECK(verdict_of(0, -50, 0, 3) == Verdict::Marginal);
}

TEST_CASE("just below any threshold of a fail is a fail") {
  CHECK(verdict_of(just_below(0), 0, 10, 10) == Verdict::Fail);
  CHECK(verdict_of(1, just_below(-50), 10, 10) == Verdict::Fail);
  CHECK(verdict_of(1, 0, just_below(0), 10) == Verdict::Fail);
  CHECK(verdict_of(1, 0, 10, 2) == Verdict::Fail);
}

TEST_CASE("a fail names every threshold that it is below, and only those") {
  CHECK(judge(-0.21, -55.14, -3.14, 2).reasons ==
        Reasons{"Sharpe -0.21, 2 trades, dd -55.1%, return -3.1%", "Sharpe -0.21 is below 0",
                "drawdown -55.1% is below -50%", "return -3.1% is below 0%",
                "2 trades are fewer than 3"});
  CHECK(judge(0.1, -40, -3.14, 20).reasons ==
        Reasons{"Sharpe 0.10, 20 trades, dd -40.0%, return -3.1%", "return -3.1% is below 0%"});
}

TEST_CASE("no trades fail by their number; the undefined Sharpe ratio is below nothing") {
  CHECK(judge(nan, 0, 0, 0).verdict == Verdict::Fail);
  CHECK(judge(-nan, -0.0, 0, 0).reasons ==
        Reasons{"Sharpe nan, 0 trades, dd 0.0%, return 0.0%", "0 trades are fewer than 3"});
}

TEST_CASE("an undefined figure with trades enough is no pass and no fail") {
  const Judgement judgement = judge(nan, -1, 1, 5);
  CHECK(judgement.verdict == Verdict::Marginal);
  CHECK(judgement.reasons.at(1) == "Sharpe is undefined");
  CHECK(verdict_of(1, nan, 1, 5) == Verdict::Marginal);
  CHECK(verdict_of(1, -1, nan, 5) == Verdict::Marginal);
}

TEST_CASE("infinite figures are compared like others") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(verdict_of(infinity, 0, 1, 5) == Verdict::Pass);
  CHECK(verdict_of(-infinity, 0, 1, 5) == Verdict::Fail);
}

TEST_CASE("a figure is shown with the decimals that tell it from the threshold") {
  CHECK(judge(0.2999, -30.02, 5, 10).reasons ==
        Reasons{"Sharpe 0.30, 10 trades, dd -30.0%, return 5.0%", "Sharpe 0.2999 is below 0.3",
                "drawdown -30.02% is below -30%"});
  CHECK(judge(1, -1, -0.04, 10).reasons ==
        Reasons{"Sharpe 1.00, 10 trades, dd -1.0%, return 0.0%", "return -0.04% is below 0%"});
}

TEST_CASE("one trade is a trade") {
  CHECK(judge(1, -1, 1, 1).reasons ==
        Reasons{"Sharpe 1.00, 1 trade, dd -1.0%, return 1.0%", "1 trade is fewer than 3"});
}

TEST_CASE("other thresholds judge otherwise") {
  Thresholds strict;
  strict.pass.sharpe = 1;
  strict.fail.trades = strict.pass.trades = 30;
  CHECK(judge(0.9, -1, 1, 30, strict).verdict == Verdict::Marginal);
  CHECK(judge(1, -1, 1, 30, strict).verdict == Verdict::Pass);
  CHECK(judge(1, -1, 1, 29, strict).verdict == Verdict::Fail);
}

TEST_CASE("verdicts read back from their texts") {
  for (const auto& [verdict, text] : {std::pair{Verdict::Pass, "PASS"},
                                      {Verdict::Marginal, "MARGINAL"},
                                      {Verdict::Fail, "FAIL"},
                                      {Verdict::Skipped, "SKIPPED"},
                                      {Verdict::Error, "ERROR"}}) {
    CHECK(to_string(verdict) == text);
    CHECK(parse_verdict(text) == verdict);
  }
}

TEST_CASE("another text is no verdict") {
  CHECK(parse_verdict("pass").error().message ==
        "'pass' is no verdict; one is PASS, MARGINAL, FAIL, SKIPPED or ERROR");
  CHECK_FALSE(parse_verdict("").has_value());
}

}  // namespace
}  // namespace stratgen
