#include "runtime/import/format_hints.hpp"

#include <doctest/doctest.h>

namespace stratgen {
namespace {

TEST_CASE("hints are read one by one") {
  FormatHints hints;
  for (const char* text : {"separator=semicolon", "decimal=,", "dates=DMy", "timezone=+02:00",
                           "prices=splits", "columns=date,open,high,low,close,-", "symbol=NAME"}) {
    CAPTURE(text);
    CHECK(add_format_hint(text, hints));
  }
  CHECK(hints.separator == ';');
  CHECK(hints.decimal == ',');
  CHECK(hints.dates == DateReading{DateFamily::Numeric, DateOrder::Dmy, true});
  CHECK(hints.timezone->east_at(0) == 7200);
  CHECK(hints.adjustment == Adjustment::Splits);
  CHECK(hints.columns.size() == 6);
  CHECK(hints.symbol_column == "NAME");
}

TEST_CASE("a hint that is none is wrong usage and lists those that are") {
  for (const char* text : {"dates=sometimes", "dates", "colour=red", "separator=x",
                           "timezone=Mars/Base", "columns="}) {
    CAPTURE(text);
    FormatHints hints;
    const auto done = add_format_hint(text, hints);
    REQUIRE(!done);
    CHECK(done.error().fault == Fault::Usage);
  }
}

}  // namespace
}  // namespace stratgen
