#!/bin/bash
# --refused-orders says whether an order that the rules refuse ends the backtest.
. "$(dirname "$0")/common.inc"

cat >wrong.cpp <<'S'
#include <stratgen/strategy.hpp>
struct Wrong : Strategy {
  void init() {}
  void next() { buy({.sl = close[0] * 2}); }
};
STRATGEN_STRATEGY(Wrong)
S
data=(--data "$sample/AAPL_observable.csv")
expect 5 backtest wrong.cpp "${data[@]}"
says err "Wrong"
says err "at bar 1 (2013-05-14)"
expect 5 backtest wrong.cpp "${data[@]}" --refused-orders fail
expect 0 backtest wrong.cpp "${data[@]}" --refused-orders skip --json
holds 'd["warnings"]["refused"] == 1259 and d["trades"] == []'
expect 0 backtest wrong.cpp "${data[@]}" --refused-orders skip
says out "orders refused and skipped"
