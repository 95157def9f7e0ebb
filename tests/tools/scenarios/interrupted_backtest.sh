#!/bin/bash
# Other commands end at the first Ctrl-C.
. "$(dirname "$0")/common.inc"

cat >slow.cpp <<'S'
#include <stratgen/strategy.hpp>
struct Slow : Strategy {
  void init() {}
  void next() {
    double x = 0;
    for (int i = 0; i < 1000000; ++i) x = sqrt(x * x + close[0]) / (i + 1); // each waits for the last
    if (x > 1e9) buy();
  }
};
STRATGEN_STRATEGY(Slow)
S
set -m # a background job of its own, so that it does not ignore SIGINT
"$stratgen" backtest slow.cpp --data "$sample/NDX_dc.csv" >out 2>err &
pid=$!
sleep 0.2
kill -INT "$pid"
code=0
wait "$pid" || code=$?
[ "$code" = 130 ] || fail "exit code $code" # 5 when it went on until its budget was spent
