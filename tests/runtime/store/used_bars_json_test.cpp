#include "runtime/store/used_bars_json.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

TEST_CASE("used bars read back as they were written, in their order") {
  const std::vector<UsedBars> used = {{"SPY", "1d", "abc"}, {"\"VIX\"", "1wk", ""}};
  CHECK(bars_json(used).dump() == R"([{"symbol":"SPY","timeframe":"1d","hash":"abc"},)"
                                  R"({"symbol":"\"VIX\"","timeframe":"1wk","hash":""}])");
  CHECK(bars_from(bars_json(used)) == used);
  CHECK(bars_from(bars_json({})).empty());
}

TEST_CASE("a list that lacks something is no list of used bars") {
  CHECK_THROWS_AS(bars_from({{{"symbol", "SPY"}, {"timeframe", "1d"}}}),
                  nlohmann::ordered_json::exception);
}
