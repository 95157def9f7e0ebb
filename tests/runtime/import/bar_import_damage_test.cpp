// Files that are damaged, and bytes that are no file at all.
#include <doctest/doctest.h>

#include <cmath>
#include <map>

#include "imported.hpp"
#include "written_bars.hpp"

namespace stratgen {
namespace {

void check_invariants(const ImportedFile& file) {
  REQUIRE(!file.markets.empty());
  for (const ImportedMarket& market : file.markets) {
    const Bars& bars = market.bars;
    REQUIRE(bars.size() > 0);
    for (std::size_t i = 0; i < bars.size(); ++i) {
      REQUIRE((i == 0 || bars.time[i - 1] < bars.time[i]));
      for (const double price : {bars.open[i], bars.high[i], bars.low[i], bars.close[i]}) {
        REQUIRE(std::isfinite(price));
      }
    }
    REQUIRE(bars.volume.size() == bars.size());
  }
}

TEST_CASE("a letter in a row is refused, or the row is left out and named: no number changes") {
  Random random(11);
  std::size_t refused = 0;
  for (int i = 0; i < 3000; ++i) {
    const Bars bars = random_bars(random, 40, pick(random, 2) == 0);
    const Style style = random_style(random);
    std::string text = written(bars, style);
    const std::size_t rows = style.header ? text.find('\n') + 1 : 0;
    std::size_t at = rows + pick(random, text.size() - rows);
    while (text[at] == '\n' || text[at] == '\r') --at;
    text[at] = 'x';
    CAPTURE(text);
    const auto file = parse_bars(text, "bars.csv", "BARS");
    if (!file) {
      ++refused;
      continue;
    }
    check_invariants(*file);
    const ImportedMarket& market = file->markets.front();
    for (std::size_t row = 0; row < market.bars.size(); ++row) {
      const auto found = std::find(bars.time.begin(), bars.time.end(), market.bars.time[row]);
      REQUIRE(found != bars.time.end());
      const auto original = static_cast<std::size_t>(found - bars.time.begin());
      REQUIRE(bar_text(market.bars, row) == bar_text(bars, original));
    }
    if (market.bars.size() < bars.size()) REQUIRE(!market.defects.empty());
  }
  CHECK(refused > 2500);
}

TEST_CASE("random damage never breaks what bars promise") {
  Random random(12);
  for (int i = 0; i < 4000; ++i) {
    std::string text = written(random_bars(random, 30, pick(random, 2) == 0), random_style(random));
    for (std::size_t edits = 1 + pick(random, 4); edits > 0 && !text.empty(); --edits) {
      const std::size_t at = pick(random, text.size());
      switch (pick(random, 4)) {
        case 0:
          text[at] = static_cast<char>(random());
          break;
        case 1:
          text.erase(at, 1 + pick(random, 20));
          break;
        case 2:
          text.insert(at, text.substr(pick(random, text.size()), 1 + pick(random, 60)));
          break;
        default:
          if (pick(random, 4) == 0) text.resize(at);
      }
    }
    if (const auto file = parse_bars(text, "bars.csv", "BARS")) check_invariants(*file);
  }
}

TEST_CASE("random bytes in the alphabet of tables are refused or are bars") {
  constexpr std::string_view pieces[] = {",",
                                         ";",
                                         "\t",
                                         "|",
                                         " ",
                                         "\n",
                                         "\r\n",
                                         "\"",
                                         ".",
                                         "-",
                                         ":",
                                         "/",
                                         "0",
                                         "1",
                                         "9",
                                         "12",
                                         "2020",
                                         "2020-01-02",
                                         "01/02/2020",
                                         "1577836800",
                                         "null",
                                         "NaN",
                                         "Date",
                                         "Open",
                                         "High",
                                         "Low",
                                         "Close",
                                         "Volume",
                                         "Adj Close",
                                         "Ticker",
                                         "AAPL",
                                         "#",
                                         "%",
                                         "$",
                                         "1e5",
                                         "{",
                                         "}",
                                         "[",
                                         "]",
                                         "\"bars\":",
                                         "\xC3\xBC",
                                         "\xFF",
                                         "Jan",
                                         "T",
                                         "Z",
                                         "+02:00",
                                         "Date,Open,High,Low,Close\n",
                                         "2020-01-03,1,2,1,2\n"};
  Random random(13);
  std::size_t read = 0;
  for (int i = 0; i < 30'000; ++i) {
    std::string text;
    for (std::size_t count = pick(random, 60); count > 0; --count) {
      text += pick(random, 30) == 0 ? std::string(1, static_cast<char>(random()))
                                    : std::string(pieces[pick(random, std::size(pieces))]);
    }
    if (const auto file = parse_bars(text, "bars.csv", "BARS")) {
      ++read;
      check_invariants(*file);
    }
  }
  CHECK(read > 0);
}

}  // namespace
}  // namespace stratgen
