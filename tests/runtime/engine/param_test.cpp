#include "runtime/engine/param.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using namespace stratgen;
using abi::ParamKind;

const std::vector<ParamDeclaration> declared = {
    {"fast", ParamKind::Int, 10, abi::ParamRange{2, 50, 2}},
    {"factor", ParamKind::Double, 1.5, abi::ParamRange{0.5, 3, 0.25}},
    {"both_ways", ParamKind::Bool, 1, std::nullopt},
    {"free", ParamKind::Double, -4, std::nullopt}};

using Values = std::vector<double>;

Values values(const std::vector<ParamSetting>& settings) {
  const auto resolved = resolve_params("SmaCross", declared, settings);
  if (!resolved) FAIL(resolved.error().message);
  return *resolved;
}

std::string error(const std::vector<ParamSetting>& settings) {
  const auto resolved = resolve_params("SmaCross", declared, settings);
  REQUIRE(!resolved);
  CHECK(resolved.error().fault == Fault::Usage);
  return resolved.error().message;
}

TEST_CASE("without settings the values are the defaults, in the order of the declarations") {
  CHECK(values({}) == Values{10, 1.5, 1, -4});
}

TEST_CASE("settings override defaults in any order, and the last one of a name counts") {
  CHECK(values({{"free", "2.5"}, {"fast", "20"}}) == Values{20, 1.5, 1, 2.5});
  CHECK(values({{"fast", "20"}, {"fast", "30"}}) == Values{30, 1.5, 1, -4});
  CHECK(values({{"both_ways", "false"}}) == Values{10, 1.5, 0, -4});
}

TEST_CASE("the ends of a range belong to it, and its step does not bind") {
  CHECK(values({{"fast", "2"}, {"factor", "3"}}) == Values{2, 3, 1, -4});
  CHECK(values({{"fast", "50"}, {"factor", "0.5"}}) == Values{50, 0.5, 1, -4});
  CHECK(values({{"fast", "7"}, {"factor", "0.6"}}) == Values{7, 0.6, 1, -4});
}

TEST_CASE("numbers may be written as C++ writes them") {
  CHECK(values({{"free", "-1e3"}}) == Values{10, 1.5, 1, -1000});
  CHECK(values({{"factor", "2"}}) == Values{10, 2, 1, -4});
}

TEST_CASE("an unknown name is an error that says which there are") {
  CHECK(error({{"slow", "20"}}) ==
        "SmaCross has no parameter \"slow\": it declares fast, factor, both_ways, free");
  CHECK(error({{"Fast", "20"}}) ==
        "SmaCross has no parameter \"Fast\": it declares fast, factor, both_ways, free");
  const auto none = resolve_params("Hold", {}, std::vector<ParamSetting>{{"fast", "20"}});
  REQUIRE(!none);
  CHECK(none.error().message == "Hold has no parameter \"fast\": it declares none");
}

TEST_CASE("a text of another type is an error that says what it must be") {
  CHECK(error({{"fast", "2.5"}}) ==
        "SmaCross: parameter fast is \"2.5\": it must be a whole number");
  CHECK(error({{"factor", "two"}}) == "SmaCross: parameter factor is \"two\": it must be a number");
  CHECK(error({{"both_ways", "yes"}}) ==
        "SmaCross: parameter both_ways is \"yes\": it must be true or false");
}

TEST_CASE("what is not wholly a finite number of the type is refused") {
  for (const char* const text : {"", " 20", "20 ", "20x", "1e1", "0x14", "3000000000", "+20"}) {
    CAPTURE(text);
    CHECK(error({{"fast", text}}).ends_with("it must be a whole number"));
  }
  for (const char* const text : {"", "nan", "inf", "-inf", "1e999", "1,5", "2.5.1"}) {
    CAPTURE(text);
    CHECK(error({{"free", text}}).ends_with("it must be a number"));
  }
  for (const char* const text : {"", "1", "0", "True"}) {
    CAPTURE(text);
    CHECK(error({{"both_ways", text}}).ends_with("it must be true or false"));
  }
}

TEST_CASE("a value out of range is an error that says the range") {
  CHECK(error({{"fast", "51"}}) == "SmaCross: parameter fast is 51: it must be from 2 to 50");
  CHECK(error({{"fast", "1"}}) == "SmaCross: parameter fast is 1: it must be from 2 to 50");
  CHECK(error({{"factor", "3.0001"}}) ==
        "SmaCross: parameter factor is 3.0001: it must be from 0.5 to 3");
}

TEST_CASE("a value as text reads as it would be set") {
  CHECK(param_text(declared[0], 20) == "20");
  CHECK(param_text(declared[1], 2.5) == "2.5");
  CHECK(param_text(declared[1], 0.1) == "0.1");
  CHECK(param_text(declared[2], 1) == "true");
  CHECK(param_text(declared[2], 0) == "false");
}

}  // namespace
