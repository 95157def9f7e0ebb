"""Writes documents with recorded answers into a home: turning_strategies.py HOME

Three strategies, each on a market of its own, that hold a little until May 2025, and from then on are
long, short, long and flat in turn, with a stop and a target close by."""
import json
import os
import sys

MARKETS = {"SPY": 2, "JPM": 3, "SSO": 5}  # and the bars that a turn lasts
SIZES = [0.1, 0.2, 0.3]

PROGRAM = """#include <stratgen/strategy.hpp>

// Hold a little until a month; from then on be long, short, long and flat in turn.
struct TurnsOften : Strategy {
  double little = param("little", 0.2, {0.1, 0.3, 0.1});

  static constexpr int turn_bars = %d;
  static constexpr int year = 2025, month = 5;
  static constexpr double much = 0.9;
  static constexpr double away = 0.012;  // stop and target, from the close that decides

  void next() {
    if (date().year < year || (date().year == year && date().month < month)) {
      if (!position) buy({.size = little});
      return;
    }
    const int phase = bar_index() / turn_bars %% 4;
    if (phase == 3) {
      position.close();
    } else if (phase == 1) {
      if (!position.is_short()) turn(-1);
    } else if (!position.is_long()) {
      turn(1);
    }
  }

  void turn(int side) {
    position.close();
    const double stop = close[0] * (1 - side * away), target = close[0] * (1 + side * away);
    if (side < 0) {
      sell({.size = much, .sl = stop, .tp = target});
    } else {
      buy({.size = much, .sl = stop, .tp = target});
    }
  }
};

STRATGEN_STRATEGY(TurnsOften)
"""

DOCUMENT = """---
title: Turns Often on {symbol}
category: momentum
sources:
  - {{authors: ["Nobody"], year: 2025, title: "A strategy that trades often", venue: "test"}}
universe: [{symbol}]
data: [prices]
timeframe: "1d"
horizon: "days"
concepts: [trading-concepts/stop-placement]
parameters:
  - {{name: little, default: 0.2, low: 0.1, high: 0.3, from: "test"}}
---

## Thesis

None.

## Mechanics

Little is held until May 2025. Then long, short, long and flat in turn, for {bars} bars each, with a stop
and a target 1.2 % away.

## One-asset adaptation

Expressible: {symbol}.

## Costs and weaknesses

It is a test.

## What the literature reports

Nothing.

## References

None.
"""


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def main():
    home = sys.argv[1]
    for symbol, bars in MARKETS.items():
        name = "momentum/turns-" + symbol.lower()
        spec = {"name": "Turns Often on " + symbol, "knowledge_ref": "strategies/%s.md" % name, "universe": [symbol],
                "timeframe": "1d", "entry_signal": "Little until May 2025; then long, short, long and flat in turn.",
                "exit_signal": "With each turn, and at a stop and a target.", "stop_loss_pct": 0.012,
                "position_size_pct": 0.9, "params": {"little": 0.2}, "adaptations": [], "skipped": None}
        folder = os.path.join(home, "generated", name)
        write(os.path.join(home, "knowledge", "strategies", name + ".md"), DOCUMENT.format(symbol=symbol, bars=bars))
        write(os.path.join(folder, "provenance.json"), json.dumps({"origin": "written for a test"}))
        write(os.path.join(folder, "extract_spec.completion.txt"), json.dumps(spec))
        write(os.path.join(folder, "write_strategy.completion.txt"), PROGRAM % bars)
        write(os.path.join(folder, "propose_ranges.completion.txt"), json.dumps({"param_ranges": {"little": SIZES}}))


main()
