#!/bin/bash
# What kills or stalls the compiler dies in a worker within about two seconds, is not kept, and the next
# source is none the worse for it.
. "$(dirname "$0")/common.inc"

data=(--data "$sample/AAPL_observable.csv")
head='#include <stratgen/strategy.hpp>'
tail='struct S : Strategy { void init() {} void next() { if (B<30, 1>::v > 0) buy(); } };
STRATGEN_STRATEGY(S)'
cat >templates.cpp <<EOF
$head
template <int N, long K> struct B { static constexpr long v = B<N - 1, 2 * K>::v + B<N - 1, 2 * K + 1>::v; };
template <long K> struct B<0, K> { static constexpr long v = K; };
$tail
EOF
# The time of a loaded machine is not ours: the limit is generous, an endless compile is far above it.
within() {
  local start=$SECONDS
  "$@"
  [ $((SECONDS - start)) -le 10 ] || fail "took $((SECONDS - start)) s: $*"
}
for command in "check templates.cpp" "backtest templates.cpp --data $sample/AAPL_observable.csv"; do
  # shellcheck disable=SC2086
  within expect 4 $command
  says err "[compile-limit]"
  says err "stratgen: templates.cpp has a finding"
  silent out
done
# What looks inside a compile happens in this process, so a worker goes first there, too.
for command in "inspect templates.cpp --asm" "inspect templates.cpp --trace 1..2 --data $sample/AAPL_observable.csv" \
  "backtest templates.cpp --debug --data $sample/AAPL_observable.csv"; do
  # shellcheck disable=SC2086
  within expect 4 $command
  says err "stratgen: templates.cpp"
done
expect 4 check templates.cpp --json
holds 'd["ok"] is False and len(d["diagnostics"]) == 1 and d["diagnostics"][0]["rule"] == "compile-limit"'

printf '%s\nstruct S : Strategy { void init() {} void next() { for (;;) {} } };\nSTRATGEN_STRATEGY(S)\n' \
  "$head" >endless.cpp
within expect 5 backtest endless.cpp "${data[@]}"
says err "S line 2, at bar 1"
[ "$(find cache -type f | wc -l)" = 1 ] || fail "only what compiled and was tried is kept"
expect 0 backtest sma-crossover "${data[@]}"
