#include "runtime/import/number_text.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>
#include <random>
#include <string>

namespace stratgen {
namespace {

constexpr NumberStyle point{'.', false};
constexpr NumberStyle grouped{'.', true};
constexpr NumberStyle comma{',', true};

TEST_CASE("numbers in the style of the file") {
  CHECK(parse_number("12.5", point) == 12.5);
  CHECK(parse_number("-0.001", point) == -0.001);
  CHECK(parse_number("+3", point) == 3);
  CHECK(parse_number(".5", point) == 0.5);
  CHECK(parse_number("1.5E-3", point) == 0.0015);
  CHECK(parse_number("$1,234.50", point) == 1234.5);
  CHECK(parse_number("-$5", point) == -5);
  CHECK(parse_number("5 €", point) == 5);
  CHECK(parse_number("1,234", grouped) == 1234);
  CHECK(parse_number("1.234.567,5", comma) == 1234567.5);
  CHECK(parse_number("1 234,5", comma) == 1234.5);
  CHECK(parse_number("1\u00A0234,5", comma) == 1234.5);
  for (const char* text :
       {"", "abc", "1.2.3", "12,34.5", "1,23,456", "1,2345", "inf", "nan", "1e999", "--1", "1-",
        "0x10", "1 2", "1,234", "e5", ".", "-", "1,,234", ",123"}) {
    CAPTURE(text);
    CHECK(!parse_number(text, point));
  }
}

TEST_CASE("quantities in thousands, millions and billions are exact") {
  CHECK(parse_quantity("1.25M", point) == 1250000);
  CHECK(parse_quantity("987.65K", point) == 987650);
  CHECK(parse_quantity("1.15B", point) == 1150000000);
  CHECK(parse_quantity("78,25M", comma) == 78250000);
  CHECK(parse_quantity("12", point) == 12);
  CHECK(!parse_quantity("M", point));
}

TEST_CASE("words for no value") {
  for (const char* text : {"", " ", "null", "NaN", "N/A", "-", "None", "#N/A", "NA"}) {
    CAPTURE(text);
    CHECK(is_no_value(text));
  }
  CHECK(!is_no_value("0"));
  CHECK(!is_no_value("NATO"));
}

TEST_CASE("plain numbers are read like strtod reads them, to the last bit") {
  std::mt19937_64 random(7);
  std::size_t taken = 0;
  for (int i = 0; i < 200'000; ++i) {
    const auto digits = static_cast<int>(random() % 12);
    const double value = static_cast<double>(random() % 10'000'000'000) /
                         static_cast<double>(1 + random() % 100'000);
    const std::string text = fmt::format("{}{:.{}f}", random() % 2 ? "" : "-", value, digits);
    double read = 0;
    const char* const end = parse_plain(text.data(), text.data() + text.size(), '.', read);
    const double expected = std::strtod(text.c_str(), nullptr);
    CHECK(parse_number(text, point) == expected);
    if (!end) continue;
    ++taken;
    REQUIRE(read == expected);
    REQUIRE(end == text.data() + text.size());
  }
  CHECK(taken > 100'000);
}

TEST_CASE("plain numbers end where another character begins") {
  const std::string text = "12.5,7";
  double value = 0;
  CHECK(parse_plain(text.data(), text.data() + text.size(), '.', value) == text.data() + 4);
  CHECK(value == 12.5);
  for (const char* other :
       {"", "-", ".5", "5.", "x", "12345678901234567890", "1.2345678901234567890"}) {
    CAPTURE(other);
    const std::string_view view = other;
    CHECK(parse_plain(view.data(), view.data() + view.size(), '.', value) == nullptr);
  }
}

TEST_CASE("what a number says about its style") {
  const auto weighed = [](std::string_view text) {
    StyleEvidence e;
    weigh(text, e);
    return fmt::format("{}{}{}{}{}{}", e.decimal_point, e.decimal_comma, e.comma_groups,
                       e.point_groups, e.comma_either, e.point_either);
  };
  CHECK(weighed("12.34") == "100000");
  CHECK(weighed("1,234.5") == "100000");
  CHECK(weighed("12,34") == "010000");
  CHECK(weighed("1.234,5") == "010000");
  CHECK(weighed("1,234,567") == "001000");
  CHECK(weighed("1.234.567") == "000100");
  CHECK(weighed("1,234") == "000010");
  CHECK(weighed("1.234") == "000001");
  CHECK(weighed("0.123") == "100000");
  CHECK(weighed("78,25M") == "010000");
  CHECK(weighed("1234") == "000000");
  CHECK(weighed("abc") == "000000");
}

}  // namespace
}  // namespace stratgen
