#include "runtime/market/bar_file.hpp"

#include "tests/runtime/market/bar_builders.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace stratgen;
using namespace stratgen::testing;

namespace {

// Of bytes that the columns keep.
Result<Bars> read_bars(std::string bytes) {
  const auto owner = std::make_shared<const std::string>(std::move(bytes));
  return from_bar_file(std::as_bytes(std::span(*owner)), owner, "TEST", "x.bars");
}

}  // namespace

TEST_CASE("bars come back from their binary form bit for bit") {
  Bars bars = evenly_spaced(-5 * day, day, 20);
  bars.clock = Clock::Utc;
  bars.volume.set(3, std::nan(""));
  const std::string bytes = to_bar_file(bars);
  CHECK(bytes.size() == 32 + 20 * 48);
  const auto back = read_bars(bytes);
  REQUIRE(back);
  CHECK(to_bar_file(*back) == bytes);
  CHECK(back->symbol == "TEST");
  CHECK(back->clock == Clock::Utc);
  CHECK(back->close == bars.close);
  CHECK(read_bars(to_bar_file(Bars{}))->size() == 0);
}

TEST_CASE("a bar file that is cut, grown or of another kind is refused") {
  const std::string bytes = to_bar_file(evenly_spaced(0, day, 4));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    REQUIRE_FALSE(read_bars(bytes.substr(0, size)));
  }
  CHECK_FALSE(read_bars(bytes + std::string(48, '\0')));
  std::string other = bytes;
  other[14] = '2';
  CHECK(read_bars(other).error().message ==
        "x.bars is not a file of bars that this version can read");
  std::string clock = bytes;
  clock[16] = 3;
  CHECK_FALSE(read_bars(clock));
  std::string rows = bytes;
  rows[24] = 5;
  CHECK(read_bars(rows).error().message ==
        "x.bars is damaged: 224 bytes do not hold 5 rows");  // 32 + 4 * 48
}
