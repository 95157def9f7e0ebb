#!/bin/bash
# A strategy built ahead of time is an ordinary program: the same results, and sanitizers see into it.
. "$(dirname "$0")/common.inc"

export STRATGEN_BUILD=$(dirname "$stratgen")
data=(--data "$sample/AAPL_observable.csv" --json --commission 0.001 --finalize-trades)

expect 0 backtest sma-crossover "${data[@]}" --param fast=10
mv out by_jit
"$root/tools/aot" sma-crossover || fail "tools/aot"
./sma-crossover-aot "${data[@]}" --param fast=10 >out 2>err || fail "it does not run"
cmp by_jit out || fail "its result differs"

code=0
./sma-crossover-aot "${data[@]}" --param fast=999 >out 2>err || code=$?
[ "$code" = 2 ] || fail "exit code $code, not 2"
says err "stratgen: "

code=0
"$root/tools/aot" nosuch >out 2>err || code=$?
[ "$code" = 2 ] || fail "exit code $code, not 2"
says err 'called "nosuch"'

cat >choice.cpp <<'END'
#include <stratgen/strategy.hpp>
struct Choice : Strategy {
  void next() {
    double stop = bar_index() > 5 ? close * 0.97 : 0;
    if (stop > 0 && !position) buy({.sl = stop});
  }
};
STRATGEN_STRATEGY(Choice)
END
for again in 1 2; do
  expect 0 check choice.cpp
  says err "choice.cpp:4:52"
  says err "write 0.0"
done
! "$root/tools/aot" choice.cpp >out 2>err || fail "clang would make another strategy of it"
says err "write 0.0"

cat >"past the end.cpp" <<'END'
#include <stratgen/strategy.hpp>
struct PastTheEnd : Strategy {
  double last[8] = {};
  void next() {
    last[bar_index()] = close;
    if (last[0] > last[1]) buy();
  }
};
STRATGEN_STRATEGY(PastTheEnd)
END
! grep -q sanitize "$STRATGEN_BUILD/aot.link" || exit 0 # one sanitizer at a time
"$root/tools/aot" "past the end.cpp" -o past -- -g -fsanitize=address,undefined || fail "tools/aot with sanitizers"
./past "${data[@]}" >out 2>err || true
says err "past the end.cpp:5:5: runtime error: index 8 out of bounds for type 'double[8]'"
"$STRATGEN_BUILD/sma_crossover_asan" "${data[@]}" --param fast=10 >out 2>err || fail "the target of stratgen_aot"
cmp by_jit out || fail "its result differs"
