#!/bin/bash
# A strategy reads other time frames, of the traded bars, of a file and of the store.
. "$(dirname "$0")/common.inc"
. "$(dirname "$0")/hours.inc"

# Another time frame in a strategy: of the traded bars, of a file, of the store.
cat >weekly.cpp <<'S'
#include <stratgen/strategy.hpp>
struct Weekly : Strategy {
  Series week = asset("BTCUSDT", "1wk").close;
  void init() {}
  void next() {
    if (close > week) buy();
    else position.close();
  }
};
STRATGEN_STRATEGY(Weekly)
S
expect 0 check weekly.cpp
expect 0 backtest weekly.cpp --data BTCUSDT.csv --cash 100000 --json
holds 'd["stats"]["# Trades"] > 3'
cp out of_data
expect 0 backtest weekly.cpp --symbol BTCUSDT --timeframe 1h --cash 100000 --json
python3 -c 'import json
a, b = (json.load(open(f))["stats"] for f in ("out", "of_data"))
assert a == b' || fail "the store's bars give another result than the file's"
expect 3 backtest weekly.cpp --data SPY.csv
says err 'the strategy reads 1wk bars of asset "BTCUSDT"'
says err "--asset BTCUSDT=FILE.csv"
expect 0 backtest weekly.cpp --data SPY.csv --asset BTCUSDT=BTCUSDT.csv
expect 0 backtest weekly.cpp --symbol SPY --timeframe 5m
expect 0 inspect weekly.cpp --trace 3000..3003 --data BTCUSDT.csv --cash 100000
says out week
sed 's/1wk/1m/' weekly.cpp >minute.cpp
expect 3 backtest minute.cpp --symbol SPY --timeframe 5m
says err "there are no 1m bars of BTCUSDT"
says err "stratgen data import FILE --symbol BTCUSDT"
expect 3 backtest minute.cpp --data SPY.csv --asset BTCUSDT=BTCUSDT.csv
says err 'asks for 1m bars of asset "BTCUSDT"'
sed 's/1wk/weekly/' weekly.cpp >unknown.cpp
expect 5 backtest unknown.cpp --data BTCUSDT.csv
says err 'asset("BTCUSDT", "weekly"): there is no such time frame'

sed -i 's/^timeframe: .*/timeframe: "4h"/' home/knowledge/strategies/momentum/sma-crossover.md
sed -i 's/"timeframe": "1d"/"timeframe": "4h"/; s/"universe": \["SPY"\]/"universe": ["BTCUSDT"]/' \
  home/generated/momentum/sma-crossover/extract_spec.completion.txt
# And a program that reads its weeks: it is causal, and its capsule names the bars.
python3 - <<'P'
path = "home/generated/momentum/sma-crossover/write_strategy.completion.txt"
text = open(path).read()
place = text.index("void init()")
text = (text[:place] + 'Series week = asset("BTCUSDT", "1wk").close;\n'
        '  Series day = asset("ETH", "1d").close;\n  ' + text[place:])
old = "return crossover(fast_ma, slow_ma);"
assert old in text
text = text.replace(old, "return crossover(fast_ma, slow_ma) && week < 1e9 && day > 0;")
open(path, "w").write(text)
P
cp BTCUSDT.csv ETH.csv
expect 0 data import ETH.csv
expect 0 discover --only sma-crossover --cash 1000000 --json
holds 'd["results"][0]["stats"]["# Trades"] > 5'
expect 0 capsule sma-crossover -o weeks.json
holds_bars() { python3 -c 'import json
bars = json.load(open("weeks.json"))["run"]["bars"]
assert [(b["symbol"], b["timeframe"]) for b in bars] == [("BTCUSDT", "4h"), ("ETH", "1d")], bars' || fail "bars of the run"; }
holds_bars
expect 0 capsule verify weeks.json
