#!/bin/bash
# perf finds the lines of emitted code.
. "$(dirname "$0")/common.inc"

cat >mean.cpp <<'END'
#include <stratgen/strategy.hpp>
struct Mean : Strategy {
  int window = param("window", 50);
  void next() {
    double sum = 0;
    for (int i = 0; i < window; ++i) sum += close[i];
    if (!position && close > sum / window) buy({.size = 0.9});
  }
};
STRATGEN_STRATEGY(Mean)
END
run=(backtest mean.cpp --data "$sample/AAPL_observable.csv" --perf --json)
expect 0 "${run[@]}"
dump=(workspace/debug/jit-*.dump)
[ -s "${dump[0]}" ] || fail "no dump"
grep -qaF "$place/mean.cpp" "${dump[0]}" || fail "no lines of the strategy"

perf record -o perf.data -e cpu-clock true >/dev/null 2>&1 ||
  { echo "SKIPPED in part: there is no perf here that may record" >&2; exit 77; }
perf record -k mono -e cpu-clock -F 999 -o perf.data "$stratgen" "${run[@]}" >out 2>err || fail "perf record"
perf inject --jit -i perf.data -o lines.data >out 2>&1 || fail "perf inject"
perf report -i lines.data --stdio --sort symbol,srcline >out 2>err || fail "perf report"
says out stratgen_run
says out mean.cpp:6 # the loop
