#include "tools/cli/json_output.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace stratgen;

TEST_CASE("a NaN is null, infinities are texts, numbers read back to the same double") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  CHECK(json_text(json_number(std::nan(""))) == "null");
  CHECK(json_text(json_number(infinity)) == "\"inf\"");
  CHECK(json_text(json_number(-infinity)) == "\"-inf\"");
  for (const double value : {0.1, 1.0 / 3, 1e300, 5e-324, -0.0, 123456789.12345678}) {
    CAPTURE(value);
    const std::string text = json_text(json_number(value));
    CHECK(std::strtod(text.c_str(), nullptr) == value);
  }
}

TEST_CASE("text that is not UTF-8 does not stop the output") {
  CHECK(json_text({{"file", "a\xff.cpp"}}) == "{\"file\":\"a\xEF\xBF\xBD.cpp\"}");
}

TEST_CASE("an indent makes lines") { CHECK(json_text({{"a", 1}}, 2) == "{\n  \"a\": 1\n}"); }
