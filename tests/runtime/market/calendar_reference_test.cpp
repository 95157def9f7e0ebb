// The exchange's sessions against the dates of real files.
#include "runtime/market/calendar.hpp"
#include "runtime/market/csv.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace stratgen;
using namespace std::chrono;

TEST_CASE("sessions are the dates of SPY, the S&P 500 and the Nasdaq Composite since 1985") {
  const std::filesystem::path folder = std::filesystem::path(STRATGEN_REFERENCE_DIR) / "data/daily";
  for (const char* name : {"SPY.csv", "^GSPC.csv", "^IXIC.csv"}) {
    CAPTURE(name);
    const auto all = read_csv(folder / name, name);
    REQUIRE(all);
    const auto bars = slice(*all, parse_date("1985-01-01").value(), all->time.back());
    REQUIRE(bars);
    std::vector<std::int64_t> sessions;
    for (std::int64_t time = bars->time.front(); time <= bars->time.back(); time += 86400) {
      if (is_session(floor<days>(sys_seconds(seconds(time))))) sessions.push_back(time);
    }
    CHECK(sessions == bars->time);
    CHECK(sessions.size() > 8000);
  }
}
