#include "runtime/fetch/bar_fetch.hpp"

#include "tests/runtime/fetch/asking.hpp"
#include "tests/runtime/http/fake_clock.hpp"
#include "tests/runtime/http/loopback_server.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <atomic>
#include <string>
#include <vector>

using namespace stratgen;

namespace {

constexpr std::string_view header = "Date,Open,High,Low,Close,Volume\n";

// Days from 2024-01-02 on, closing at 10, 11, ... times `scale`.
std::string days(int first, int count, double scale = 1.0) {
  std::string text(header);
  for (int i = first; i < first + count; ++i) {
    const double close = (10 + i) * scale;
    text += fmt::format("{},{},{},{},{},100\n",
                        to_iso(jan_2_2024 + i * one_day, Clock::Dates).substr(0, 10), close,
                        close + 1, close - 1, close);
  }
  return text;
}

// Stooq, on the loopback, in virtual time.
struct Fetching {
  explicit Fetching(std::vector<LoopbackAnswer> script)
      : server(std::move(script)),
        source(make_stooq({.base_url = server.url(""), .key = "", .secret = ""})),
        service("stooq", client, {}, {.tries = 3}, interrupted, 1, clock.clock()) {}

  Result<FetchedBars> fetch(const BarAsk& ask, const std::optional<KeptBars>& kept = {}) {
    return fetch_bars(*source, service, ask, kept);
  }

  std::atomic<bool> interrupted = false;
  FakeClock clock;
  LoopbackServer server;
  HttpClient client{{.first_byte_seconds = 5}};
  std::unique_ptr<MarketSource> source;
  HttpService service;
};

KeptBars kept(const FetchedBars& fetched) {
  return {.bars = fetched.bars.bars,
          .raw = fetched.bars.raw,
          .actions = fetched.bars.actions,
          .asked_from = jan_2_2024};
}

}  // namespace

TEST_CASE("the first fetch brings what was asked for, without days that have not ended") {
  Fetching fetching({answer_with(200, days(0, 25))});
  BarAsk ask = ask_for("AAPL");
  ask.now = jan_2_2024 + 20 * one_day + 15 * 3600;  // in the middle of day 20
  const auto fetched = fetching.fetch(ask);
  REQUIRE(fetched);
  CHECK(fetched->added == 20);
  CHECK(fetched->bars.bars.time.back() == jan_2_2024 + 19 * one_day);
  CHECK(fetched->bars.adjustment == Adjustment::Full);
  CHECK_FALSE(fetched->restated);
}

TEST_CASE("a second fetch asks for ten bars again and adds the new ones") {
  Fetching fetching({answer_with(200, days(0, 15)), answer_with(200, days(5, 15))});
  BarAsk ask = ask_for("AAPL");
  const auto first = fetching.fetch(ask);
  REQUIRE(first);
  const auto second = fetching.fetch(ask, kept(*first));
  REQUIRE(second);
  CHECK(second->added == 5);
  CHECK_FALSE(second->restated);
  CHECK(second->bars.bars.size() == 20);
  CHECK(second->bars.bars.close[19] == 29.0);
  CHECK(fetching.server.requests()[1].target.find("d1=20240107") != std::string::npos);
}

TEST_CASE("where the past has changed everything is fetched again") {
  Fetching fetching({answer_with(200, days(0, 15)), answer_with(200, days(5, 15, 0.5)),
                     answer_with(200, days(0, 20, 0.5))});
  BarAsk ask = ask_for("AAPL");
  const auto first = fetching.fetch(ask);
  REQUIRE(first);
  const auto second = fetching.fetch(ask, kept(*first));
  REQUIRE(second);
  CHECK(second->restated);
  CHECK(second->added == 5);
  CHECK(second->bars.bars.close[0] == 5.0);
  CHECK(fetching.server.requests().size() == 3);
}

TEST_CASE("an earlier first day than was ever asked for fetches everything, once") {
  Fetching fetching({answer_with(200, days(5, 15)), answer_with(200, days(0, 20)),
                     answer_with(200, days(10, 10))});
  BarAsk ask = ask_for("AAPL");
  ask.from = jan_2_2024 + 5 * one_day;
  const auto first = fetching.fetch(ask);
  REQUIRE(first);
  KeptBars then = kept(*first);
  then.asked_from = ask.from;
  ask.from = jan_2_2024;
  const auto second = fetching.fetch(ask, then);
  REQUIRE(second);
  CHECK(second->added == 5);
  CHECK_FALSE(second->restated);
  const auto third = fetching.fetch(ask, kept(*second));
  REQUIRE(third);
  CHECK(third->added == 0);
  CHECK(fetching.server.requests().size() == 3);
}

TEST_CASE("a failure that passes costs nothing, one that stays is an Error of the service") {
  Fetching passing({answer_with(503, "busy"), answer_with(200, days(0, 3))});
  CHECK(passing.fetch(ask_for("AAPL")));
  Fetching staying({answer_with(503, "busy")});
  const auto failed = staying.fetch(ask_for("AAPL"));
  REQUIRE_FALSE(failed);
  CHECK(failed.error().fault == Fault::Service);
  CHECK(staying.server.requests().size() == 3);
}

TEST_CASE("no bars at all are an Error of the data") {
  Fetching fetching({answer_with(200, "No data")});
  const auto failed = fetching.fetch(ask_for("ZZZZ"));
  REQUIRE_FALSE(failed);
  CHECK(failed.error().fault == Fault::Data);
  CHECK(failed.error().message ==
        "there are no 1d bars of ZZZZ from 2024-01-02T00:00:00Z to 2024-02-01T00:00:00Z");
}

TEST_CASE("the source's clock says which bars are final where ours is wrong") {
  Fetching fetching({answer_with(200, days(0, 10), "Date: Fri, 05 Jan 2024 12:00:00 GMT\r\n")});
  const auto fetched = fetching.fetch(ask_for("AAPL"));  // our clock says February
  REQUIRE(fetched);
  CHECK(fetched->added == 3);  // 2, 3 and 4 January
  REQUIRE(fetched->notes.size() == 1);
  CHECK(fetched->notes[0] ==
        "this machine's clock says 2024-02-01T00:00:00Z, the source's 2024-01-05T12:00:00Z, which "
        "is believed");
}

TEST_CASE("rows without a price are left out, and said; of two of a day the last one stays") {
  Fetching fetching({answer_with(
      200, std::string(header) + "2024-01-02,1,3,0.5,2,100\n2024-01-03,1,,0.5,2,100\n"
                                 "2024-01-04,1,3,0.5,2,100\n2024-01-04,1,3,0.5,2.5,100\n")});
  const auto fetched = fetching.fetch(ask_for("AAPL"));
  REQUIRE(fetched);
  CHECK(fetched->bars.bars.size() == 2);
  CHECK(fetched->bars.bars.close[1] == 2.5);
  REQUIRE(fetched->bars.defects.size() == 2);
  CHECK(fetched->bars.defects[0].kind == "duplicate");
  CHECK(fetched->bars.defects[1].message == "the row of 2024-01-03 has no prices; it was left out");
}

TEST_CASE("raw prices of a source that adjusts for splits are those times the later splits") {
  const std::int64_t open = jan_2_2024 + 14 * 3600 + 1800;
  const std::string body = fmt::format(
      R"({{"chart":{{"result":[{{"meta":{{"gmtoffset":-18000}},"timestamp":[{},{}],
         "events":{{"splits":{{"x":{{"date":{},"numerator":4,"denominator":1}}}}}},
         "indicators":{{"quote":[{{"open":[25,26],"high":[25,26],"low":[25,26],"close":[25,26],
         "volume":[400,100]}}],"adjclose":[{{"adjclose":[20,26]}}]}}}}],"error":null}}}})",
      open, open + one_day, open + one_day);
  LoopbackServer server({answer_with(200, body)});
  const auto yahoo = make_yahoo({.base_url = server.url(""), .key = "", .secret = ""});
  std::atomic<bool> interrupted = false;
  FakeClock clock;
  HttpClient client;
  HttpService service("yahoo", client, {}, {}, interrupted, 1, clock.clock());
  const auto fetched = fetch_bars(*yahoo, service, ask_for("AAPL"), {});
  REQUIRE(fetched);
  CHECK(fetched->bars.bars.close[0] == 20.0);
  REQUIRE(fetched->bars.raw);
  CHECK(fetched->bars.raw->close[0] == 100.0);  // 25 * 4
  CHECK(fetched->bars.raw->volume[0] == 100.0);
  CHECK(fetched->bars.raw->close[1] == 26.0);
}
