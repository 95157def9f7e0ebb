// The shipped catalog and its files; tests run in the root of the repository.
#include "runtime/market/sample_bars.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace stratgen;

namespace {
const std::filesystem::path folder = "runtime/market/sample";
}

TEST_CASE("every market of the catalog loads from its date on") {
  const auto markets = read_sample_catalog(folder);
  REQUIRE(markets);
  CHECK(markets->size() == 4);
  std::set<std::string> symbols;
  for (const SampleMarket& market : *markets) {
    CAPTURE(market.symbol);
    const auto sample = load_sample(folder, market.symbol);
    REQUIRE(sample);
    CHECK(sample->note == "");
    CHECK(sample->bars.symbol == market.symbol);
    CHECK(sample->bars.time.front() == market.from);
    CHECK_FALSE(market.licence.empty());
    CHECK(symbols.insert(market.symbol).second);
    for (const std::string& alias : market.aliases) CHECK(symbols.insert(alias).second);
    for (const std::string& other : market.stands_in_for) CHECK(symbols.insert(other).second);
  }
}

TEST_CASE("the index begins where its opens are real and has the closes that were checked") {
  const auto sample = load_sample(folder, "NDX");
  REQUIRE(sample);
  const Bars& bars = sample->bars;
  CHECK(to_iso(bars.time.front(), bars.clock) == "2000-01-03T00:00:00");
  CHECK(bars.close.back() == 2615.72);  // 2012-06-29
  const auto peak = slice(bars, parse_date("2000-03-27").value(), parse_date("2000-03-27").value());
  REQUIRE(peak);
  CHECK(peak->close[0] == 4704.73);
}

TEST_CASE("a stand-in is the index under its own name, and says so") {
  const auto sample = load_sample(folder, "SPY");
  REQUIRE(sample);
  CHECK(sample->bars.symbol == "NDX");
  CHECK(sample->note == "SPY -> Nasdaq-100 index (NDX), the index series bundled with stratgen");
  for (const char* fund : {"QQQ", "DIA", "IWM", "VOO", "VTI", "IVV"}) {
    CAPTURE(fund);
    CHECK(load_sample(folder, fund)->bars.symbol == "NDX");
  }
}

TEST_CASE("an alias is the same market under another symbol") {
  CHECK(load_sample(folder, "META")->bars.symbol == "FB");
  CHECK(load_sample(folder, "META")->note ==
        "META -> Facebook (FB), the same market, bundled with stratgen under this symbol");
  CHECK(load_sample(folder, "GOOGL")->bars.symbol == "GOOG");
}

TEST_CASE("what is not in the sample is refused with a list of what is") {
  const auto sample = load_sample(folder, "TLT");
  REQUIRE_FALSE(sample);
  CHECK(sample.error().fault == Fault::Data);
  CHECK(sample.error().message ==
        "TLT is not among the bars bundled with stratgen (NDX, AAPL, FB, GOOG); import some: "
        "stratgen data import FILE --symbol TLT");
  CHECK_FALSE(read_sample_catalog("tests"));
}
