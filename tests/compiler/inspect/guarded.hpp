// A small strategy with several ways to its orders, and what tests ask about it.
#pragma once

#include "tests/compiler/inspect/traced_run.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

inline constexpr std::string_view guarded = R"(#include <stratgen/strategy.hpp>

enum class Mood { Calm, Wild };
struct Guarded : Strategy {
  int n = param("n", 2);
  Series ma;
  Mood mood = Mood::Calm;
  int seen = 0;
  void init() { ma = sma(close, n); }
  void enter() {
    if (seen == 3) return;
    buy({.size = 1});
  }
  void next() {
    ++seen;
    mood = close > 12 ? Mood::Wild : Mood::Calm;
    const bool above = close > ma && seen < 9;
    if (position) return;
    if (above) enter();
    else if (crossover(ma, close)) sell({.size = 2});
  }
};
STRATGEN_STRATEGY(Guarded)
)";

inline stratgen::InstrumentedSource instrumented(std::string_view source) {
  auto made = stratgen::instrument(source);
  REQUIRE(made);
  return std::move(*made);
}

inline int expression(const stratgen::InstrumentedSource& source, const std::string& text) {
  const auto found = std::find_if(source.expressions.begin(), source.expressions.end(),
                                  [&](const auto& each) { return each.text == text; });
  REQUIRE(found != source.expressions.end());
  return static_cast<int>(found - source.expressions.begin());
}

inline int place(const stratgen::InstrumentedSource& source, const std::string& text) {
  const auto found = std::find_if(source.places.begin(), source.places.end(),
                                  [&](const auto& each) { return each.text == text; });
  REQUIRE(found != source.places.end());
  return static_cast<int>(found - source.places.begin());
}

// Flat daily bars.
inline stratgen::DataSet closes(const std::vector<double>& values) {
  stratgen::Bars bars;
  bars.symbol = "TEST";
  for (std::size_t i = 0; i < values.size(); ++i)
    bars.time.push_back(static_cast<std::int64_t>(i) * 86'400);
  bars.open = bars.high = bars.low = bars.close = values;
  bars.volume = std::vector<double>(values.size(), 0);
  return stratgen::DataSet(bars);
}
