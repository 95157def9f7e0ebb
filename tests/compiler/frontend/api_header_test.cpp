#include "compiler/frontend/api_header.hpp"

#include <doctest/doctest.h>

TEST_CASE("the API reference that prompts carry is short: under 5,000 tokens of four characters") {
  const std::string_view header = stratgen::api_header();
  CHECK(header.find("struct Strategy {") != std::string_view::npos);
  CHECK(header.size() / 4 < 5'000);
}
