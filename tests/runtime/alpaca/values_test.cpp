#include "runtime/alpaca/values.hpp"

#include <doctest/doctest.h>

using namespace stratgen;
using nlohmann::json;

TEST_CASE("quantities come as strings or numbers, finer ones are cut") {
  const auto read = [](json value) { return quantity_at({{"q", value}}, "q"); };
  CHECK(read("12.5") == Quantity{12'500'000'000});
  CHECK(read(12) == shares(12));
  CHECK(read(0.29) == Quantity{290'000'000});
  CHECK(read(-3) == shares(-3));
  CHECK(read("0.1234567899999") == Quantity{123'456'789});
  CHECK(read("-0.1234567899999") == Quantity{-123'456'789});
  for (const json& value : {json("NaN"), json(""), json("1e3"), json("0.12345678901x"), json(1e300),
                            json(true), json(nullptr), json::array({1}), json::object()}) {
    CAPTURE(value.dump());
    CHECK(!read(value));
  }
  CHECK(!quantity_at({}, "q"));
}

TEST_CASE("amounts are finite") {
  const auto read = [](json value) { return amount_at({{"q", value}}, "q"); };
  CHECK(read("122011.09751111286868") == 122011.09751111286868);
  CHECK(read(1.5) == 1.5);
  for (const char* text : {"NaN", "inf", "-inf", "1e999", "", "12 ", "$5"}) CHECK(!read(text));
  CHECK(!read(nullptr));
}

TEST_CASE("times have zones and any fraction of a second") {
  const auto read = [](json value) { return time_at({{"t", value}}, "t"); };
  // 2025-06-24 is day 20263 since 1970: 20263 * 86400 = 1750723200.
  CHECK(read("2025-06-24T14:15:22-04:00") == 1750723200 + 18 * 3600 + 15 * 60 + 22);
  CHECK(read("2025-06-24T18:15:22.337711497Z") == 1750723200 + 18 * 3600 + 15 * 60 + 22);
  CHECK(read("2025-06-24T14:15:22.5-04:00") == 1750723200 + 18 * 3600 + 15 * 60 + 22);
  for (const char* text : {"", "2025-06-24", "2025-06-24T14:15:22", ".5", "soon", "1750723200"}) {
    CAPTURE(text);
    CHECK(!read(text));
  }
  CHECK(!read(1750723200));
}

TEST_CASE("flags are true, in so many words") {
  CHECK(flag_at({{"f", true}}, "f"));
  CHECK(flag_at({{"f", "true"}}, "f"));
  for (const json& value : {json(false), json("false"), json(1), json(nullptr), json::array()}) {
    CHECK(!flag_at({{"f", value}}, "f"));
  }
}

TEST_CASE("words of others are short and on one line") {
  CHECK(word_at({{"w", "a\x1b[2J\nb"}}, "w") == "a [2J b");
  CHECK(word_at({{"w", std::string(10'000, 'x')}}, "w").size() == 200);
  CHECK(word_at({{"w", 5}}, "w").empty());
}
