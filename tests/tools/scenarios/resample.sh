#!/bin/bash
# data resample makes longer bars of the store's; what asks for bars that are not there gets them made.
. "$(dirname "$0")/common.inc"
. "$(dirname "$0")/hours.inc"

# The last four hours are not over.
expect 0 data resample BTCUSDT --to 4h --json
holds 'd["rows"] == 6 * 200 - 1 and d["from_timeframe"] == "1h" and d["first"] == "2024-01-01T00:00:00Z"'
holds 'd["source"] == "resample" and len(d["from_hash"]) == 64'
expect 0 data resample SPY --to 1h
says out "SPY 1h: 70 bars, 2024-02-26T14:30:00Z to 2024-03-08T20:30:00Z, made of 780 5m bars"
expect 0 data resample SPY --to 1wk --from-timeframe 1h
says out "SPY 1wk: 2 bars, 2024-02-26 to 2024-03-04, made of 70 1h bars"
expect 0 data list --json
holds '{(b["symbol"], b["timeframe"]) for b in d["bars"]} == {("BTCUSDT", "1h"), ("BTCUSDT", "4h"), ("SPY", "5m"), ("SPY", "1h"), ("SPY", "1wk")}'

expect 2 data resample SPY
expect 2 data resample SPY --to fortnight
says err "fortnight"
expect 3 data resample SPY --to 1m
says err "stratgen data import FILE --symbol SPY"
expect 3 data resample NOSUCH --to 1d
says err "NOSUCH"
expect 3 data resample SPY --to 5m --from-timeframe 1h
says err "only multiples of that can be made"

# 15m bars of the store are made of those of 5m, which is said.
cat >plain.cpp <<'S'
#include <stratgen/strategy.hpp>
struct Plain : Strategy {
  Series mean = sma(close, 5);
  void init() {}
  void next() {
    if (close > mean) buy();
    else position.close();
  }
};
STRATGEN_STRATEGY(Plain)
S
expect 0 backtest plain.cpp --symbol SPY --timeframe 15m
says err "SPY 15m bars are made of 5m bars"

# A document and a spec that ask for four hours.
sed -i 's/^timeframe: .*/timeframe: "4h"/' home/knowledge/strategies/momentum/sma-crossover.md
sed -i 's/"timeframe": "1d"/"timeframe": "4h"/; s/"universe": \["SPY"\]/"universe": ["BTCUSDT"]/' \
  home/generated/momentum/sma-crossover/extract_spec.completion.txt
expect 0 discover --only sma-crossover --cash 1000000 --json
holds 'd["results"][0]["stats"]["# Trades"] > 5'
holds 'not any("made of" in a for a in d["results"][0]["adaptations"])'
expect 0 optimize --only sma-crossover --cash 1000000 --json
holds 'd["results"][0]["test_verdict"] != "ERROR"'

export STRATGEN_WORKSPACE=$place/hours
expect 0 data import BTCUSDT.csv
expect 0 discover --only sma-crossover --cash 1000000 --json
holds 'd["results"][0]["stats"]["# Trades"] > 5'
holds '"BTCUSDT 4h bars are made of 1h bars" in d["results"][0]["adaptations"]'
expect 0 optimize --only sma-crossover --cash 1000000 --json
holds 'd["results"][0]["test_verdict"] != "ERROR"'
expect 0 capsule sma-crossover -o four.json
expect 0 capsule verify four.json
says out "numbers are the same"
expect 0 discover --sample --only sma-crossover --json
holds 'd["results"][0]["verdict"] == "SKIPPED"'
