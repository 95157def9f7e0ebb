#include "runtime/base/text_position.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

TEST_CASE("lines and columns count from one") {
  const std::string_view text = "ab\ncd\n";
  const auto at = [&](std::size_t offset) {
    const TextPosition position = position_at(text, offset);
    return std::pair{position.line, position.column};
  };
  CHECK(at(0) == std::pair{1, 1});
  CHECK(at(1) == std::pair{1, 2});
  CHECK(at(3) == std::pair{2, 1});
  CHECK(at(6) == std::pair{3, 1});
  CHECK(at(99) == std::pair{3, 1});
}

TEST_CASE("an excerpt stays on its line and is printable") {
  CHECK(excerpt_at("first\nsecond line\nthird", 8) == "second line");
  CHECK(excerpt_at(std::string_view("a\0b\tc\xff", 6), 2) == "a\\x00b\\x09c\\xff");
  CHECK(excerpt_at("gr\xc3\xbc\xc3\x9f", 3) == "gr\xc3\xbc\xc3\x9f");
  CHECK(excerpt_at("", 0).empty());
  CHECK(excerpt_at(std::string(1000, 'x'), 500).size() == 48);  // 24 on either side
}

TEST_CASE("well-formed UTF-8 passes, anything else is found where it stands") {
  CHECK_FALSE(first_bad_byte("plain, gr\xc3\xbc\xc3\x9f, \xe2\x82\xac, \xf0\x9f\x93\x88"));
  CHECK(first_bad_byte(std::string_view("ab\0c", 4)) == 2);
  CHECK(first_bad_byte("ab\xff") == 2);
  CHECK(first_bad_byte("a\xc0\xaf") == 1);          // overlong '/'
  CHECK(first_bad_byte("a\xed\xa0\x80") == 1);      // a surrogate
  CHECK(first_bad_byte("a\xf4\x90\x80\x80") == 1);  // above U+10FFFF
  CHECK(first_bad_byte("cut off \xe2\x82") == 8);
}
