#include "tools/cli/trading_loop.hpp"

#include <doctest/doctest.h>

#include <set>
#include <vector>

using namespace stratgen;

namespace {

constexpr std::int64_t hour = 3600, day = 24 * hour;
constexpr std::int64_t monday = 1'699'833'600;  // 2023-11-13 00:00 UTC

struct Session {
  std::int64_t open, close;
};

// Monday to Friday from 14:30 to 21:00 UTC, with an early close at 18:00 on Friday, and the Monday
// after.
std::vector<Session> week() {
  std::vector<Session> sessions;
  for (const int each : {0, 1, 2, 3, 4, 7})
    sessions.push_back({monday + each * day + 14 * hour + 1800,
                        monday + each * day + (each == 4 ? 18 : 21) * hour});
  return sessions;
}

MarketClock clock_at(std::int64_t now) {
  for (const Session& session : week()) {
    if (now < session.open) return {now, false, session.open, session.close};
    if (now < session.close) return {now, true, session.open + day, session.close};
  }
  return {now, false, now + day, now + day};
}

// When a loop that looks every `step` seconds runs, from Monday 00:00 for seven days.
std::vector<std::int64_t> runs(const LoopMarkets& markets, std::int64_t step = 60) {
  std::vector<std::int64_t> times;
  std::string done;
  for (std::int64_t now = monday; now < monday + 7 * day; now += step) {
    const auto due = bars_due(clock_at(now), markets);
    if (!due || *due == done) continue;
    done = *due;
    times.push_back(now);
  }
  return times;
}

}  // namespace

TEST_CASE("days of an exchange are traded once per session, at its open") {
  std::vector<std::int64_t> opens;
  for (const Session& session : week())
    if (session.open < monday + 7 * day) opens.push_back(session.open);
  CHECK(opens.size() == 5);
  CHECK(runs({{day}, true, false}) == opens);
}

TEST_CASE("days of a market that never closes are traded at midnight UTC, on weekends too") {
  std::vector<std::int64_t> midnights;
  for (int each = 0; each < 7; ++each) midnights.push_back(monday + each * day);
  CHECK(runs({{day}, false, true}) == midnights);
}

TEST_CASE("both together: midnights and opens") {
  // Seven midnights and five opens; at a close nothing is due but the name changes.
  const auto times = runs({{day, day}, true, true});
  const std::set<std::int64_t> all(times.begin(), times.end());
  for (int each = 0; each < 7; ++each) CHECK(all.contains(monday + each * day));
  for (const Session& session : week())
    if (session.open < monday + 7 * day) CHECK(all.contains(session.open));
  CHECK(all.size() <= 17);
}

TEST_CASE("hours of an exchange are traded in its session only") {
  // 14:30, 15:00, ... 20:00: seven on each of four days; on Friday 14:30, 15:00, 16:00, 17:00.
  CHECK(runs({{hour}, true, false}).size() == 4 * 7 + 4);
  for (const std::int64_t time : runs({{hour}, true, false})) CHECK(clock_at(time).is_open);
}

TEST_CASE("hours of a market that never closes") {
  CHECK(runs({{hour}, false, true}).size() == 7 * 24);
  CHECK(runs({{4 * hour, hour}, false, true}).size() == 7 * 24);
}

TEST_CASE("a loop that slept through sessions runs once when it looks again") {
  const LoopMarkets markets{{day}, true, false};
  const auto tuesday = bars_due(clock_at(monday + day + 15 * hour), markets);
  const auto friday = bars_due(clock_at(monday + 4 * day + 15 * hour), markets);
  REQUIRE(tuesday);
  REQUIRE(friday);
  CHECK(*tuesday != *friday);
  CHECK_FALSE(bars_due(clock_at(monday + 4 * day + 18 * hour), markets));  // the early close
  CHECK_FALSE(bars_due(clock_at(monday + 5 * day + 15 * hour), markets));  // Saturday
}

TEST_CASE("the next look is at the open, the midnight or the bar, and never later than asked") {
  const LoopMarkets sessions{{day}, true, false}, always{{hour}, false, true};
  CHECK(until_next_look(clock_at(monday + 14 * hour + 1790), sessions, 15) == 10);
  CHECK(until_next_look(clock_at(monday + 13 * hour), sessions, 15) == 15);
  CHECK(until_next_look(clock_at(monday + hour - 3), always, 15) == 3);
  CHECK(until_next_look(clock_at(monday + day - 3), {{day}, false, true}, 15) == 3);
  const MarketClock late{monday, false, monday - 5, monday};  // the open has passed
  CHECK(until_next_look(late, sessions, 15) == 0.05);
}
