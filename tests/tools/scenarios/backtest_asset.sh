#!/bin/bash
# --asset gives a strategy the other markets that it reads.
. "$(dirname "$0")/common.inc"

cat >pair.cpp <<'S'
#include <stratgen/strategy.hpp>
struct Pair : Strategy {
  Asset other = asset("FB");
  void init() {}
  void next() {
    if (other.close > other.close[1]) buy();
    else position.close();
  }
};
STRATGEN_STRATEGY(Pair)
S
expect 3 backtest pair.cpp --data "$sample/AAPL_observable.csv"
says err 'the strategy reads asset "FB"'
says err "add --asset FB=FILE.csv"
expect 0 backtest pair.cpp --data "$sample/AAPL_observable.csv" --asset "FB=$sample/FB_techan.csv" --json
holds 'd["stats"]["# Trades"] > 10'
expect 2 backtest pair.cpp --data "$sample/AAPL_observable.csv" --asset FB
expect 2 backtest pair.cpp --data "$sample/AAPL_observable.csv" --asset FB=a.csv --asset FB=b.csv
expect 3 backtest pair.cpp --data "$sample/AAPL_observable.csv" --asset FB=nosuch.csv
says err "cannot read nosuch.csv"
expect 0 data import "$sample/AAPL_observable.csv" --symbol AAPL
expect 3 backtest pair.cpp --symbol AAPL
says err "stratgen data import FILE --symbol FB"
expect 0 data import "$sample/FB_techan.csv" --symbol FB
expect 0 backtest pair.cpp --symbol AAPL
