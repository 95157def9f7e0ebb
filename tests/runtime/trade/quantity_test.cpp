#include "runtime/trade/quantity.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>

using namespace stratgen;

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

}  // namespace

TEST_CASE("texts are read to the last of nine decimals") {
  CHECK(parse_quantity("12") == shares(12));
  CHECK(parse_quantity("-0.5") == Quantity{-500'000'000});
  CHECK(parse_quantity("0.000000001") == Quantity{1});
  CHECK(parse_quantity("0") == Quantity{});
  CHECK(parse_quantity("-0") == Quantity{});
  CHECK(parse_quantity("007.10") == Quantity{7'100'000'000});
  CHECK(parse_quantity("1.2000000000000") == Quantity{1'200'000'000});
  CHECK(parse_quantity("9223372036.854775807") == Quantity{most});
  CHECK(parse_quantity("-9223372036.854775807") == Quantity{-most});
}

TEST_CASE("what is not a plain number, or finer or larger than counted, is nothing") {
  for (const char* text : {"",
                           "-",
                           ".",
                           "-.",
                           "1.",
                           ".5",
                           "+1",
                           "--1",
                           "1-",
                           "1e3",
                           "1,000",
                           " 1",
                           "1 ",
                           "0x1",
                           "nan",
                           "inf",
                           "1.2.3",
                           "1.0x",
                           "0.0000000001",
                           "1.23456789012",
                           "9223372036.854775808",
                           "-9223372036.854775808",
                           "9223372037",
                           "99999999999999999999999",
                           "1.\xD9\xA1"}) {
    CAPTURE(text);
    CHECK(!parse_quantity(text));
  }
  CHECK(!parse_quantity(std::string_view("1\0", 2)));
}

TEST_CASE("texts have no zeros at their ends") {
  CHECK(to_text(shares(12)) == "12");
  CHECK(to_text({-500'000'000}) == "-0.5");
  CHECK(to_text({1}) == "0.000000001");
  CHECK(to_text({-1}) == "-0.000000001");
  CHECK(to_text({}) == "0");
  CHECK(to_text({1'020'300'000}) == "1.0203");
  CHECK(to_text({most}) == "9223372036.854775807");
  CHECK(to_text({std::numeric_limits<std::int64_t>::min()}) == "-9223372036.854775808");
}

TEST_CASE("every text reads back to the same quantity") {
  std::mt19937_64 random(20261122);
  for (int i = 0; i < 100'000; ++i) {
    // Of every size, from a billionth up.
    const std::int64_t nano = static_cast<std::int64_t>(random() >> (1 + random() % 63));
    const Quantity quantity{i % 2 == 0 ? nano : -nano};
    REQUIRE(parse_quantity(to_text(quantity)) == quantity);
  }
}

TEST_CASE("numbers become quantities towards zero") {
  CHECK(quantity_of(12.0) == shares(12));
  CHECK(quantity_of(0.3) == Quantity{300'000'000});
  CHECK(quantity_of(1.9999999999) == Quantity{1'999'999'999});
  CHECK(quantity_of(-1.9999999999) == Quantity{-1'999'999'999});
  CHECK(quantity_of(9.2e9) == shares(9'200'000'000));
  CHECK(!quantity_of(9.3e9));
  CHECK(!quantity_of(-9.3e9));
  CHECK(!quantity_of(1e300));
  CHECK(!quantity_of(std::nan("")));
  CHECK(!quantity_of(std::numeric_limits<double>::infinity()));
}

TEST_CASE("rounding goes towards zero, to a multiple of the step") {
  CHECK(rounded_down({7'900'000'000}, shares(1)) == shares(7));
  CHECK(rounded_down({-7'900'000'000}, shares(1)) == shares(-7));
  CHECK(rounded_down({1'234'567}, {1000}) == Quantity{1'234'000});
  CHECK(is_whole(shares(-3)));
  CHECK(!is_whole({1}));
  CHECK(magnitude(shares(-3)) == shares(3));
  CHECK(to_double({-500'000'000}) == -0.5);
}
