// Real bars: Bitcoin's hours make the four hours that somebody else's program made of them.
#include "runtime/market/resample.hpp"
#include "tests/runtime/market/lenient_csv.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace stratgen;

namespace {

const std::filesystem::path hourly = std::filesystem::path(STRATGEN_REFERENCE_DIR) / "data/hourly";

Bars read(const char* symbol) {
  return testing::read_lenient(hourly / (std::string(symbol) + ".csv"), symbol).bars;
}

TEST_CASE("Bitcoin's hours make its four hours") {
  const Bars expected = read("BTCUSDT_4h");
  const Bars made = resample(read("BTCUSDT"), "4h").value();
  REQUIRE(made.size() + 1 >= expected.size());  // the last one of the file may be partial
  for (std::size_t i = 0; i < made.size(); ++i) {
    REQUIRE(made.time[i] == expected.time[i]);
    REQUIRE(made.open[i] == expected.open[i]);
    REQUIRE(made.high[i] == expected.high[i]);
    REQUIRE(made.low[i] == expected.low[i]);
    REQUIRE(made.close[i] == expected.close[i]);
    REQUIRE(made.volume[i] == doctest::Approx(expected.volume[i]).epsilon(1e-9));
  }
}

TEST_CASE("minutes of SPY make the hours of its sessions") {
  const Bars hours = resample(read("SPY_1m"), "1h").value();
  // 2019-12-24 closes at 13:00, 18:00 UTC: three whole hours and a half.
  const std::int64_t eve = parse_date("2019-12-24T14:30:00Z").value();
  std::vector<std::int64_t> begins;
  for (const std::int64_t time : hours.time) {
    if (time >= eve && time < eve + 24 * 3600) begins.push_back((time - eve) / 60);
  }
  CHECK(begins == std::vector<std::int64_t>{0, 60, 120, 180});
  const Bars days = resample(hours, "1d").value();
  CHECK(to_iso(days.time.back(), days.clock) == "2020-01-16T00:00:00");
}

TEST_CASE("hours of stocks and currencies make days") {
  for (const char* const symbol : {"SPY", "QQQ", "EURUSD", "ETHUSDT"}) {
    CAPTURE(symbol);
    const auto days = resample(read(symbol), "1d");
    CAPTURE(days ? "" : days.error().message);
    REQUIRE(days);
    CHECK(days->size() > 100);
    const auto weeks = resample(*days, "1wk");
    CAPTURE(weeks ? "" : weeks.error().message);
    CHECK(weeks);
  }
}

}  // namespace
