#include "tools/cli/signal_choice.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace stratgen;

namespace {

OptimizeResult result(const std::string& slug, Verdict verdict, double sharpe) {
  OptimizeResult result;
  result.slug = result.document = slug;
  result.category = "momentum";
  result.test_verdict = verdict;
  result.test_stats = {{"Sharpe Ratio", sharpe}};
  return result;
}

std::string chosen(const std::vector<OptimizeResult>& results, std::size_t top_n,
                   const std::string& only = "") {
  const auto found = worth_trading(results, only, top_n);
  if (!found) return found.error().message;
  std::string slugs;
  for (const OptimizeResult& r : *found) slugs += r.slug + " ";
  return slugs;
}

const std::vector<OptimizeResult>& all() {
  static const std::vector<OptimizeResult> results = {
      result("a", Verdict::Marginal, 0.29), result("b", Verdict::Pass, 0.3),
      result("c", Verdict::Fail, 3),        result("d", Verdict::Error, 9),
      result("e", Verdict::Marginal, NAN),  result("f", Verdict::Pass, 0.5),
      result("g", Verdict::Marginal, 0.29), result("h", Verdict::Marginal, 2)};
  return results;
}

}  // namespace

TEST_CASE("those that passed come first, each kind by the Sharpe ratio of its test part") {
  CHECK(chosen(all(), 100) == "f b h a g e ");
  CHECK(chosen(all(), 3) == "f b h ");
  CHECK(chosen(all(), 1) == "f ");
}

TEST_CASE("a pattern chooses by slug or category") {
  CHECK(chosen(all(), 5, "[ab]") == "no document that optimize has a result of matches '[ab]'");
  CHECK(chosen(all(), 5, "b") == "b ");
  CHECK(chosen(all(), 2, "momentum/*") == "f b ");
}

TEST_CASE("without anything to trade the error says what to do") {
  CHECK(chosen({}, 5) ==
        "there are no optimised strategies yet; run stratgen discover, then stratgen optimize");
  CHECK(worth_trading({}, "", 5).error().fault == Fault::Data);
  CHECK(chosen({result("c", Verdict::Fail, 3)}, 5) ==
        "none of 1 optimised strategies passed or is marginal on its test part; optimise others "
        "with stratgen optimize");
}
