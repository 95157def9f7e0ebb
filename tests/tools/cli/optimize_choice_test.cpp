#include "tools/cli/optimize_choice.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace stratgen;

namespace {

DiscoverResult result(const std::string& slug, Verdict verdict, double sharpe) {
  DiscoverResult result;
  result.slug = slug;
  result.category = "momentum";
  result.verdict = verdict;
  result.stats = {{"Sharpe Ratio", sharpe}};
  return result;
}

std::string chosen(const std::vector<DiscoverResult>& results, const std::string& only = "",
                   std::optional<int> top_n = {}) {
  const auto found = worth_optimizing(results, only, top_n);
  if (!found) return found.error().message;
  std::string slugs;
  for (const DiscoverResult& r : *found) slugs += r.slug + " ";
  return slugs;
}

const std::vector<DiscoverResult>& all() {
  static const std::vector<DiscoverResult> results = {
      result("a", Verdict::Marginal, 0.29), result("b", Verdict::Pass, 0.3),
      result("c", Verdict::Fail, -1),       result("d", Verdict::Skipped, 9),
      result("e", Verdict::Marginal, 0.1),  result("f", Verdict::Error, 9),
      result("g", Verdict::Marginal, NAN),  result("h", Verdict::Pass, 0.5),
      result("i", Verdict::Marginal, 0.29)};
  return results;
}

}  // namespace

TEST_CASE("what passed or is marginal is optimised, in the order given") {
  CHECK(chosen(all()) == "a b e g h i ");
}

TEST_CASE("the best N are PASS before MARGINAL, by Sharpe, an undefined one last") {
  CHECK(chosen(all(), "", 1) == "h ");
  CHECK(chosen(all(), "", 2) == "b h ");
  CHECK(chosen(all(), "", 3) == "a b h ");  // a before i, which is as good
  CHECK(chosen(all(), "", 4) == "a b h i ");
  CHECK(chosen(all(), "", 5) == "a b e h i ");
  CHECK(chosen(all(), "", 6) == "a b e g h i ");
  CHECK(chosen(all(), "", 99) == "a b e g h i ");
}

TEST_CASE("a pattern is for the slug or for category/slug") {
  CHECK(chosen(all(), "h") == "h ");
  CHECK(chosen(all(), "momentum/[ab]") ==
        "no document that discover has a result of matches 'momentum/[ab]'");
  CHECK(chosen(all(), "momentum/?", 2) == "b h ");
  CHECK(chosen(all(), "c") == "");  // it failed: nothing to do
  CHECK(worth_optimizing(all(), "zzz", {}).error().fault == Fault::Usage);
}

TEST_CASE("without any result the message says to run discover first") {
  const auto none = worth_optimizing({}, "", {});
  REQUIRE_FALSE(none);
  CHECK(none.error().fault == Fault::Data);
  CHECK(none.error().message.find("run stratgen discover first") != std::string::npos);
}
