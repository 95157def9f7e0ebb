// A small knowledge base that keeps the format, for tests that break it.
#pragma once

#include "tests/compiler/knowledge/documents.hpp"

#include <fmt/format.h>

#include <string>

namespace stratgen {

inline std::string words(int n) {
  std::string text;
  for (int i = 0; i < n; ++i) text += i % 10 == 9 ? "word\n" : "word ";
  if (text.ends_with(' ')) text.back() = '\n';
  return text;
}

// 420 words and a few more.
inline std::string strategy_text() {
  return R"(---
title: Calm Uptrend
category: momentum
sources:
  - {authors: ["A. Author"], year: 1992, title: "A Title", venue: "A Journal 1(2), 3-4", doi: "10.1/x"}
universe: [SPY]
data: [prices]
timeframe: "1d"
horizon: "weeks"
concepts: [trading-concepts/regimes, trading-concepts/market-orders]
parameters:
  - {name: fast, default: 20, low: 5, high: 60, from: "section 1"}
---

## Thesis

)" + words(420) +
         R"(
## Mechanics

### Signal

    average = sma(close, fast)

### Entry

Buy above it.

### Exit

Sell below it.

Protective stop: none (stop_loss_pct = 0).

### Sizing

Equity used: 0.95 (position_size_pct = 0.95).

## One-asset adaptation

Expressible: SPY.

- Many assets ->
  one.

## Costs and weaknesses

Few.

## What the literature reports

- Little.

## References

- A. Author (1992). A Title. A Journal 1(2), 3-4. https://doi.org/10.1/x
)";
}

inline std::string supporting_text(std::string_view title, std::string_view related) {
  return fmt::format(R"(---
title: {}
category: trading-concepts
sources: []
related: [{}]
---

## In short

In short, {}.

## Explained

{}
## In a strategy

For a strategy, {}.

## Pitfalls

- Many.

## References

None: this document describes stratgen itself.
)",
                     title, related, title, words(310), title);
}

// One strategy and the two concepts it names.
class SmallBase {
 public:
  SmallBase() {
    folder_.write(strategy, strategy_text());
    folder_.write(regimes, supporting_text("regimes", "trading-concepts/market-orders"));
    folder_.write(orders, supporting_text("orders", "trading-concepts/regimes"));
  }

  static constexpr const char* strategy = "strategies/momentum/calm-uptrend.md";
  static constexpr const char* regimes = "trading-concepts/regimes.md";
  static constexpr const char* orders = "trading-concepts/market-orders.md";

  const std::filesystem::path& path() const { return folder_.path(); }
  std::filesystem::path write(const char* document, std::string_view text) const {
    return folder_.write(document, text);
  }
  // Puts `to` in the place of the first `from` of a document.
  void edit(const char* document, std::string_view from, std::string_view to) const {
    const auto text = read_file(path() / document);
    REQUIRE(text);
    write(document, with(*text, from, to));
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace stratgen
