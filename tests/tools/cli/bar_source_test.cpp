// The bundled sample, and a workspace's store; tests run in the root of the repository.
#include "tools/cli/bar_source.hpp"

#include "runtime/market/bar_store.hpp"
#include "tests/tools/cli/bars.hpp"
#include "tests/tools/cli/folders.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

namespace {

Bars days(const std::vector<double>& closes) {
  std::vector<std::int64_t> times;
  for (std::size_t i = 0; i < closes.size(); ++i) {
    times.push_back(parse_date("2020-01-06").value() + static_cast<std::int64_t>(i) * 86400);
  }
  Bars bars = bars_at(times, closes);
  bars.symbol = "ABC";
  return bars;
}

void import(const std::filesystem::path& workspace, const Bars& bars) {
  auto store = BarStore::open(workspace);
  REQUIRE(store);
  REQUIRE(store->import({.bars = bars, .timeframe = "1d", .source = "a test"}));
}

}  // namespace

TEST_CASE("the sample gives its markets, and says where one stands in for another") {
  const auto source = sample_source(Home{"."});
  REQUIRE(source);
  CHECK(source->name == "bundled sample bars");
  CHECK(source->identity.size() == 64);
  CHECK(source->identity == sample_source(Home{"."})->identity);

  CHECK_FALSE(source->unable("AAPL", "1d"));
  const auto apple = source->load("AAPL", "1d");
  REQUIRE(apple);
  CHECK(apple->bars.symbol == "AAPL");
  CHECK_FALSE(apple->adaptation);

  CHECK_FALSE(source->unable("SPY", "1d"));
  const auto fund = source->load("SPY", "1d");
  REQUIRE(fund);
  CHECK(fund->bars.symbol == "NDX");
  CHECK(to_iso(fund->bars.time.front(), Clock::Dates) == "2000-01-03T00:00:00");
  REQUIRE(fund->adaptation);
  CHECK(fund->adaptation->starts_with("SPY -> Nasdaq-100 index"));
}

TEST_CASE("what the sample cannot have is a reason, not an error") {
  const auto source = sample_source(Home{"."});
  REQUIRE(source);
  CHECK(source->unable("GLD", "1d").value() ==
        "GLD is not in the bundled sample (NDX, AAPL, FB, GOOG)");
  CHECK(source->unable("AAPL", "1h").value() ==
        "the bundled sample has daily bars only, and the spec asks for 1h");
}

TEST_CASE("a home without the sample is an error that names the file") {
  const TemporaryFolder empty;
  const auto source = sample_source(Home{empty.path()});
  REQUIRE_FALSE(source);
  CHECK(source.error().fault == Fault::Data);
  CHECK(source.error().message.find("catalog.json") != std::string::npos);
}

TEST_CASE("the store gives what was imported; a missing symbol names the command") {
  const TemporaryFolder workspace;
  import(workspace.path(), days({1, 2, 3}));
  const auto source = store_source(workspace.path(), false);
  REQUIRE(source);
  CHECK_FALSE(source->unable("NOSUCH", "1d"));  // it could be imported
  const auto bars = source->load("ABC", "1d");
  REQUIRE(bars);
  CHECK(bars->bars.close == std::vector<double>{1, 2, 3});
  CHECK_FALSE(bars->adaptation);

  const auto missing = source->load("NOSUCH", "1d");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().fault == Fault::Data);
  CHECK(missing.error().message.find("NOSUCH") != std::string::npos);
  CHECK(missing.error().message.find("stratgen data import FILE --symbol NOSUCH") !=
        std::string::npos);
}

TEST_CASE("bars that are not there are made of shorter ones, which is said") {
  const auto sample = sample_source(Home{"."});
  REQUIRE(sample);
  CHECK_FALSE(sample->unable("AAPL", "1wk"));
  const auto weeks = sample->load("AAPL", "1wk");
  REQUIRE(weeks);
  CHECK(weeks->adaptation == "AAPL 1wk bars are made of 1d bars");
  CHECK(weeks->kind->market == Market::UsStocks);

  // From a Monday on, weekends too: two whole weeks and a day.
  const TemporaryFolder workspace;
  import(workspace.path(), days({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}));
  const auto store = store_source(workspace.path(), true);
  const auto made = store->load("ABC", "1wk");
  REQUIRE(made);
  CHECK(made->bars.close == BarColumn<double>{7, 14});
  CHECK(made->adaptation == "ABC 1wk bars are made of 1d bars");
  CHECK(made->kind->market == Market::Crypto);
  CHECK_FALSE(store->load("ABC", "1h"));
  CHECK(gives_same(*store, {{"ABC", "1wk", content_hash(made->bars)}}));
}

TEST_CASE("weeks of the store are of the market that its days tell") {
  const TemporaryFolder workspace;
  import(workspace.path(), days({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}));
  Bars weeks = days({7, 14});
  weeks.time.set(1, weeks.time[0] + 7 * 86400);
  auto store = BarStore::open(workspace.path());
  REQUIRE(store);
  REQUIRE(store->import({.bars = weeks, .timeframe = "1wk", .source = "a test"}));
  const auto found = store_source(workspace.path(), true)->load("ABC", "1wk");
  REQUIRE(found);
  CHECK_FALSE(found->adaptation);
  CHECK(found->kind->market == Market::Crypto);
}

TEST_CASE("the store gives the same bars until those change, whatever else it takes in") {
  const TemporaryFolder workspace;
  import(workspace.path(), days({1, 2, 3}));
  const std::vector<UsedBars> used = {{"ABC", "1d", content_hash(days({1, 2, 3}))}};
  const auto same = [&] { return gives_same(*store_source(workspace.path(), false), used); };
  CHECK(same());
  Bars other = days({5, 6});
  other.symbol = "XYZ";
  import(workspace.path(), other);
  CHECK(same());
  import(workspace.path(), days({1, 2, 4}));
  CHECK_FALSE(same());
  CHECK_FALSE(gives_same(*store_source(workspace.path(), false), {{"NONE", "1d", "hash"}}));
}

TEST_CASE("the store asks for what it lacks, once, and hands on why there is none") {
  const TemporaryFolder workspace;
  int asked = 0;
  const auto source =
      store_source(workspace.path(), false,
                   [&](const std::string& symbol, const std::string& timeframe) -> Result<void> {
                     ++asked;
                     CHECK(timeframe == "1d");
                     if (symbol != "ABC") return fail(Fault::Service, "no " + symbol);
                     import(workspace.path(), days({1, 2, 3}));
                     return {};
                   });
  REQUIRE(source);
  REQUIRE(source->load("ABC", "1d"));
  CHECK(source->load("ABC", "1d")->bars.size() == 3);
  CHECK(asked == 1);
  const auto none = source->load("XYZ", "1d");
  REQUIRE_FALSE(none);
  CHECK(none.error().message == "no XYZ");
}
