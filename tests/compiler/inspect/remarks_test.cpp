#include "compiler/inspect/remarks.hpp"

#include "tests/compiler/inspect/sources.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace stratgen;
using stratgen::test::line_with;
using stratgen::test::loops;

namespace {

// Of one line and pass, what is worth reading.
std::vector<Remark> said(const std::string& mark, const std::string& pass) {
  const auto listing = list_code(loops);
  REQUIRE(listing);
  std::vector<Remark> found;
  for (const Remark& each : worth_reading(listing->remarks))
    if (each.place.line == line_with(mark) && each.pass == pass) found.push_back(each);
  return found;
}

Remark remark(int line, std::string pass, std::string name, std::string header = "") {
  Remark made;
  made.pass = std::move(pass);
  made.name = std::move(name);
  made.message = made.name;
  made.place = {line, 1, std::move(header), 0};
  return made;
}

}  // namespace

TEST_CASE("a loop that is vectorised says so at its line") {
  const auto found = said("// VECTOR", "loop-vectorize");
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == RemarkKind::Passed);
  CHECK(found[0].message.starts_with("vectorized loop (vectorization width: "));
}

TEST_CASE("a loop that is not vectorised says why") {
  // The sum depends on the order of its additions; the other loop ends nobody knows when.
  for (const char* mark : {"// ORDER", "// UNKNOWN COUNT"}) {
    const auto found = said(mark, "loop-vectorize");
    REQUIRE_FALSE(found.empty());
    for (const Remark& each : found) CHECK(each.kind != RemarkKind::Passed);
  }
}

TEST_CASE("a function of the strategy that is inlined, and a call that stays one") {
  const auto found = said("// BUY", "inline");
  REQUIRE(found.size() == 2);
  CHECK(found[0].kind == RemarkKind::Passed);
  CHECK(found[0].message.starts_with("'Loops::weighted()' inlined "));
  CHECK(found[0].callee_line == line_with("double weighted"));
  CHECK(found[1].kind == RemarkKind::Missed);
  CHECK(found[1].message == "sg_place will not be inlined because its definition is unavailable");
  CHECK(found[1].callee_line == 0);
}

TEST_CASE("worth reading is what the strategy's own lines do; the contract's inside is not") {
  const std::vector<Remark> kept = worth_reading({
      remark(5, "loop-vectorize", "Vectorized", "detail/series.hpp"),
      remark(4, "inline", "Inlined"),
      remark(0, "loop-vectorize", "Vectorized", "detail/run.hpp"),
      remark(4, "inline", "AlwaysInline"),
      remark(4, "loop-unroll", "FullyUnrolled", "strategy.hpp"),
      remark(4, "gvn", "LoadClobbered"),
      remark(4, "loop-vectorize", "MissedDetails"),
  });
  REQUIRE(kept.size() == 2);
  CHECK(kept[0].name == "Vectorized");
  CHECK(kept[1].name == "Inlined");
}

TEST_CASE("remarks are sorted by line, and alike ones counted") {
  const std::vector<Remark> sorted =
      by_line({remark(7, "licm", "b"), remark(3, "licm", "a"), remark(7, "licm", "b")});
  REQUIRE(sorted.size() == 2);
  CHECK(sorted[0].place.line == 3);
  CHECK(sorted[0].count == 1);
  CHECK(sorted[1].count == 2);
}

TEST_CASE("messages are one line, with names as people call them") {
  const auto listing = list_code(loops);
  REQUIRE(listing);
  CHECK(listing->remarks.size() > worth_reading(listing->remarks).size());
  for (const Remark& each : listing->remarks) {
    CHECK(each.message.find('\n') == std::string::npos);
    CHECK(each.message.find("_Z") == std::string::npos);
  }
}
