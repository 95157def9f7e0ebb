#include "runtime/market/adjustment.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

TEST_CASE("an adjustment is read back from its text, and from nothing else") {
  for (const Adjustment each :
       {Adjustment::Unknown, Adjustment::Raw, Adjustment::Splits, Adjustment::Full}) {
    CHECK(parse_adjustment(to_text(each)) == each);
  }
  CHECK(to_text(Adjustment::Full) == "full");
  CHECK_FALSE(parse_adjustment("Full"));
  CHECK_FALSE(parse_adjustment(""));
}
