#include "runtime/engine/data_set.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>

namespace {

using namespace stratgen;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

struct Row {
  std::int64_t time;
  double close;
};

// A bar that closes at c opens at c + 1, between c + 3 and c - 2, with a volume of 10 * c.
Bars table(const char* symbol, std::initializer_list<Row> rows) {
  Bars made;
  made.symbol = symbol;
  for (const auto& [time, close] : rows) {
    made.time.push_back(time);
    made.open.push_back(close + 1);
    made.high.push_back(close + 3);
    made.low.push_back(close - 2);
    made.close.push_back(close);
    made.volume.push_back(10 * close);
  }
  return made;
}

bool same(const std::vector<double>& a, std::initializer_list<double> b) {
  if (a.size() != b.size()) return false;
  auto other = b.begin();
  for (const double x : a) {
    const double y = *other++;
    if (!(x == y || (std::isnan(x) && std::isnan(y)))) return false;
  }
  return true;
}

constexpr std::int64_t day = 86400;

const Bars traded =
    table("TRADED", {{1 * day, 1}, {2 * day, 2}, {3 * day, 3}, {6 * day, 4}, {7 * day, 5}});

TEST_CASE("an asset with the same stamps has its own values, in every column") {
  const AlignedAsset asset =
      align(table("A", {{1 * day, 10}, {2 * day, 20}, {3 * day, 30}, {6 * day, 40}, {7 * day, 50}}),
            traded);
  CHECK(same(asset.open, {11, 21, 31, 41, 51}));
  CHECK(same(asset.high, {13, 23, 33, 43, 53}));
  CHECK(same(asset.low, {8, 18, 28, 38, 48}));
  CHECK(same(asset.close, {10, 20, 30, 40, 50}));
  CHECK(same(asset.volume, {100, 200, 300, 400, 500}));
}

TEST_CASE("where the asset has no bar its last one stands, where it has more the last one counts") {
  // Nothing on days 2 and 7; days 4 and 5 are a weekend of the traded asset.
  const AlignedAsset asset =
      align(table("A", {{1 * day, 10}, {3 * day, 30}, {4 * day, 40}, {5 * day, 50}}), traded);
  CHECK(same(asset.close, {10, 10, 30, 50, 50}));
  CHECK(same(asset.open, {11, 11, 31, 51, 51}));
}

TEST_CASE("a bar that is stamped a second later is not seen yet") {
  const AlignedAsset asset =
      align(table("A", {{1 * day + 1, 10}, {3 * day - 1, 20}, {6 * day + 1, 30}}), traded);
  CHECK(same(asset.close, {nan, 10, 20, 20, 30}));
}

TEST_CASE("an asset that starts later has no values before") {
  const AlignedAsset asset = align(table("A", {{3 * day, 30}, {6 * day, 40}}), traded);
  CHECK(same(asset.close, {nan, nan, 30, 40, 40}));
  CHECK(same(asset.volume, {nan, nan, 300, 400, 400}));
}

TEST_CASE("an asset that ends earlier keeps its last values") {
  const AlignedAsset asset = align(table("A", {{-5 * day, 5}, {2 * day, 20}}), traded);
  CHECK(same(asset.close, {5, 20, 20, 20, 20}));
}

TEST_CASE("an asset all of whose bars come later, or that has none, is empty") {
  CHECK(same(align(table("A", {{8 * day, 10}}), traded).close, {nan, nan, nan, nan, nan}));
  CHECK(same(align(table("A", {}), traded).open, {nan, nan, nan, nan, nan}));
}

TEST_CASE("daily values on hourly bars: those of the same day's midnight stamp are seen all day") {
  const Bars hours = table("H", {{day + 36000, 1}, {day + 39600, 2}, {2 * day + 36000, 3}});
  const AlignedAsset asset = align(table("A", {{1 * day, 10}, {2 * day, 20}}), hours);
  CHECK(same(asset.close, {10, 10, 20}));
}

// --- DataSet ---

TEST_CASE("an asset is loaded once, keeps its address, and is aligned to the traded bars") {
  int loads = 0;
  const DataSet data(traded, [&](const std::string& symbol) -> Result<Bars> {
    ++loads;
    return table(symbol.c_str(), {{2 * day, 20}});
  });
  const auto first = data.asset("VIX");
  const auto other = data.asset("SPY");
  const auto again = data.asset("VIX");
  REQUIRE(first);
  REQUIRE(other);
  REQUIRE(again);
  CHECK(*first == *again);
  CHECK(*first != *other);
  CHECK(loads == 2);
  CHECK(same((*first)->close, {nan, 20, 20, 20, 20}));
}

TEST_CASE("the traded symbol as an asset is the traded bars themselves, without a source") {
  const DataSet data(traded);
  const auto asset = data.asset("TRADED");
  REQUIRE(asset);
  CHECK(std::ranges::equal((*asset)->close, traded.close));
  CHECK(std::ranges::equal((*asset)->volume, traded.volume));
}

TEST_CASE("an asset nobody gave is an error that names it and the flag") {
  const DataSet data(traded);
  const auto missing = data.asset("VIX");
  REQUIRE(!missing);
  CHECK(missing.error().fault == Fault::Data);
  CHECK(missing.error().message ==
        "the strategy asks for asset \"VIX\", which is not in the data; give it with --asset "
        "VIX=FILE.csv");
}

TEST_CASE("what the source says of an asset is passed on, and asked again the next time") {
  int asked = 0;
  const DataSet data(traded, [&](const std::string& symbol) -> Result<Bars> {
    if (++asked == 1) return fail(Fault::Service, symbol + " is out of reach");
    return table("VIX", {{1 * day, 10}});
  });
  const auto missing = data.asset("VIX");
  REQUIRE(!missing);
  CHECK(missing.error().fault == Fault::Service);
  CHECK(missing.error().message == "VIX is out of reach");
  CHECK(data.asset("VIX"));
}

TEST_CASE("the days of the traded bars are computed once") {
  const DataSet data(traded);
  const auto& days = data.days();
  REQUIRE(days.size() == 5);
  CHECK(days[0].year == 1970);
  CHECK(days[0].day == 2);
  CHECK(&data.days() == &days);
}

}  // namespace
