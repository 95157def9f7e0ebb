#include "runtime/trade/limits.hpp"

#include "runtime/base/file.hpp"
#include "tests/runtime/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <set>
#include <string>

using namespace stratgen;

namespace {

Result<Limits> read(const std::string& text) {
  const testing::TemporaryFolder folder;
  const auto file = folder.folder() / "limits.json";
  REQUIRE(write_file(file, text));
  return read_limits(file, {});
}

}  // namespace

TEST_CASE("each limit has a name, a meaning, and a number of its own") {
  std::set<std::string_view> names;
  for (const LimitKind& kind : limit_kinds()) {
    CAPTURE(kind.name);
    CHECK_FALSE(kind.meaning.empty());
    names.insert(kind.name);
    const auto limits = read(fmt::format("{{\"{}\": 0.125}}", kind.name));
    REQUIRE(limits);
    for (const LimitKind& other : limit_kinds()) {
      const double expected = &other == &kind ? 0.125 : Limits{}.*other.value;
      CHECK((*limits).*other.value == expected);
    }
    Limits set;
    REQUIRE(set_limit(set, fmt::format("{}=0.125", kind.name)));
    CHECK(set.*kind.value == 0.125);
  }
  CHECK(names.size() == 10);
}

TEST_CASE("requirements are true or false") {
  const auto limits = read(R"({"require_open": true, "require_price": true})");
  REQUIRE(limits);
  CHECK(limits->require_open);
  CHECK(limits->require_price);
  CHECK_FALSE(read(R"({"require_open": 1})"));
  Limits flags;
  REQUIRE(set_limit(flags, "require_open=true"));
  CHECK(flags.require_open);
  CHECK_FALSE(set_limit(flags, "require_open=yes"));
}

TEST_CASE("a bad file says what is wrong, and changes nothing") {
  for (const char* const text : {"", "[]", "3", "{", "{\"max_daily_loss\": }"}) {
    CAPTURE(text);
    const auto limits = read(text);
    REQUIRE_FALSE(limits);
    CHECK(limits.error().fault == Fault::Usage);
    CHECK(limits.error().message.find("limits.json: not a JSON object") != std::string::npos);
  }
  for (const char* const value : {"-0.01", "true", "null", "\"0.1\"", "[1]", "1e999"}) {
    CAPTURE(value);
    const auto limits = read(fmt::format("{{\"max_daily_loss\": {}}}", value));
    REQUIRE_FALSE(limits);
    CHECK(limits.error().fault == Fault::Usage);
  }
  const auto unknown = read(R"({"max_dayly_loss": 0.1})");
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().message.find("no limit \"max_dayly_loss\"") != std::string::npos);
  CHECK(unknown.error().message.find("max_daily_loss") != std::string::npos);
  CHECK_FALSE(read_limits("/nowhere/limits.json", {}));
}

TEST_CASE("a flag without a value, or a wrong one, is refused") {
  for (const char* const text : {"max_daily_loss", "max_daily_loss=", "max_daily_loss=-1", "=1", "",
                                 "max_daily_loss=nan", "max_daily_loss=0.1x", "x=1"}) {
    CAPTURE(text);
    Limits limits;
    const auto set = set_limit(limits, text);
    REQUIRE_FALSE(set);
    CHECK(set.error().fault == Fault::Usage);
    CHECK(limits.max_daily_loss == 0.05);
  }
}
