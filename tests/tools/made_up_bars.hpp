// Bars of markets that the sample does not have.
#pragma once

#include "runtime/market/bars.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>
#include <string>
#include <utility>

namespace stratgen {

// A walk on the days of `market`, another one for each symbol, that goes along with the market. It
// is drawn to 20, so that it can also pass for a volatility index: most days lie between 15 and 27.
inline Bars made_up_bars(const std::string& symbol, Bars market) {
  std::seed_seq seed(symbol.begin(), symbol.end());
  std::mt19937_64 random(seed);
  const auto draw = [&random] { return std::ldexp(static_cast<double>(random() >> 11), -53); };
  double price = 20, market_before = market.close.front();
  for (std::size_t i = 0; i < market.size(); ++i) {
    const double along = 0.5 * std::log(market.close[i] / market_before);
    market_before = market.close[i];
    const double open = price * std::exp(0.02 * (draw() - 0.5));
    const double close =
        open * std::exp(along + 0.03 * (draw() - 0.5) + 0.004 * std::log(20 / open));
    market.open.set(i, open);
    market.close.set(i, close);
    market.high.set(i, std::max(open, close) * (1 + 0.01 * draw()));
    market.low.set(i, std::min(open, close) * (1 - 0.01 * draw()));
    market.volume.set(i, std::floor(1e6 * (0.5 + draw())));
    price = close;
  }
  market.symbol = symbol;
  return market;
}

}  // namespace stratgen
