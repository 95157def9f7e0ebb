#include "compiler/frontend/code_place.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

namespace {

constexpr const char* source = "/stratgen/strategy.cpp";
constexpr const char* series = "/stratgen/include/stratgen/detail/series.hpp";

}  // namespace

TEST_CASE("what is inlined from a header counts for the line that used it") {
  CodePlace place;
  add_frame(place, series, 54, 10, "at");
  add_frame(place, source, 12, 7, "next");
  add_frame(place, "/stratgen/include/stratgen/detail/run.hpp", 155, 5, "run");
  CHECK(place == CodePlace{12, 7, "detail/series.hpp", 54});
}

TEST_CASE("of several lines of the strategy the innermost one counts") {
  CodePlace place;
  add_frame(place, source, 8, 3, "weighted");
  add_frame(place, source, 19, 9, "next");
  CHECK(place == CodePlace{8, 3, "", 0});
}

TEST_CASE("the entry's own line is no line that did something") {
  CodePlace place;
  add_frame(place, source, 24, 1, "stratgen_run");
  CHECK(place == CodePlace());
}

TEST_CASE("code without a line leaves the place to who called it") {
  CodePlace place;
  add_frame(place, source, 0, 0, "next");
  add_frame(place, source, 19, 9, "next");
  CHECK(place == CodePlace{19, 9, "", 0});
}

TEST_CASE("headers that name each other by detours have one name") {
  CodePlace place;
  add_frame(place, "/stratgen/include/stratgen/detail/../abi.hpp", 44, 3, "equity");
  CHECK(place == CodePlace{0, 0, "abi.hpp", 44});
}
