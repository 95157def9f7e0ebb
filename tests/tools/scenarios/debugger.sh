#!/bin/bash
# gdb sees emitted code: a breakpoint by line, values of members, frames, steps into the API.
. "$(dirname "$0")/common.inc"

command -v gdb >/dev/null || { echo "SKIPPED: there is no gdb; apt-get install gdb" >&2; exit 77; }
export ASAN_OPTIONS=detect_leaks=0 # a debugger and the leak checker exclude each other

{
  echo Date,Open,High,Low,Close
  for i in $(seq 0 19); do
    printf '2024-01-%02d,%d,%d,%d,%d\n' $((i + 1)) $((100 + i)) $((102 + i)) $((99 + i)) $((101 + i))
  done
} >bars.csv
cat >counts.cpp <<'END'
#include <stratgen/strategy.hpp>
struct Counts : Strategy {
  int every = param("every", 3);
  int seen = 0;
  double sum = 0;
  void next() {
    ++seen;
    sum += close;
    if (seen % every == 0) {
      buy({.size = 1});
    }
  }
};
STRATGEN_STRATEGY(Counts)
END

debug() { # commands of gdb, then the arguments of stratgen
  local commands=(-ex 'set breakpoint pending on') code=0
  while [ "$1" != -- ]; do commands+=(-ex "$1") && shift; done
  shift
  gdb -nx -batch -x "$root/tools/gdb.py" "${commands[@]}" --args "$stratgen" "$@" >out 2>err </dev/null || fail "gdb ended with $?"
}

# seen is 5 for the first time in the fifth call of next(): at bar 5, whose close is 106. By then 102 to 106 are summed.
debug 'break counts.cpp:10' 'run' 'bt 3' 'print seen' 'print every' 'print sum' 'print close' 'up' 'print strategy.seen' \
  -- backtest counts.cpp --data bars.csv --debug --param every=5
says out "Counts::next"
says out "$place/counts.cpp:10"
says out "$place/workspace/debug/include/stratgen/detail/run.hpp:"
says out "\$1 = 5"
says out "\$2 = 5"
says out "\$3 = 520"
says out "\$4 = 106.0 at bar 5"
says out "\$5 = 5"
says out "strategy.next();" # the API's text

debug 'break counts.cpp:8 if seen == 7' 'run' 'print seen' 'next' 'print sum' 'delete' 'continue' \
  -- backtest counts.cpp --data bars.csv --debug
says out "\$1 = 7"
says out "\$2 = 735" # 102 to 108
says out "exited normally"

# Emitted strategies are all called strategy.cpp; each has a name of its own in the workspace.
debug 'break MovingAverageCrossover::long_entry' 'run' 'print fast' \
  -- backtest sma-crossover --data "$sample/AAPL_observable.csv" --debug
says out "/workspace/debug/sma-crossover.cpp:"
says out "\$1 = 20"

# Same result, and a failure still has its line.
expect 0 backtest sma-crossover --data "$sample/AAPL_observable.csv" --json
mv out plain
expect 0 backtest sma-crossover --data "$sample/AAPL_observable.csv" --json --debug
cmp plain out || fail "the unoptimised run differs"
sed -i 's/buy({.size = 1});/buy({.size = 1.5});/' counts.cpp
expect 5 backtest counts.cpp --data bars.csv --debug
says err "Counts line 10, at bar"
expect 2 backtest counts.cpp --data bars.csv --debug --perf
