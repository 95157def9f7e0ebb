#!/bin/bash
# Exit codes are those of the contract: 0, 2, 3, 4, 5 here, 130 in interrupted.sh.
. "$(dirname "$0")/common.inc"

data=(--data "$sample/AAPL_observable.csv")
strategy() { printf '#include <stratgen/strategy.hpp>\nstruct S : Strategy {\n%s\n};\nSTRATGEN_STRATEGY(S)\n' "$1" >"$2"; }
strategy 'void init() {} void next() { if (close[0] > 0 && position.size == 0) buy(); }' good.cpp
strategy 'void init() {} void next() { bye(); }' typo.cpp
strategy 'void init() {} void next() { for (;;) {} }' endless.cpp
strategy 'int n = param("n", 5); void init() { if (n > 3) reject("n is above 3"); } void next() {}' rejects.cpp
expect 0 check good.cpp
expect 0 backtest good.cpp "${data[@]}"
expect 2
expect 2 nosuch
says err "there is no command nosuch"
expect 2 backtest
expect 2 backtest good.cpp
expect 2 backtest good.cpp "${data[@]}" --nosuch
expect 2 backtest good.cpp "${data[@]}" --param n=1
expect 2 backtest good.cpp "${data[@]}" --cash -5
expect 3 backtest good.cpp --data nosuch.csv
says err "cannot read nosuch.csv: No such file or directory"
expect 3 export --format v4 results.json
says err "run stratgen discover first"
expect 4 check typo.cpp
says err "typo.cpp:3:30: use of undeclared identifier 'bye'"
expect 4 backtest typo.cpp "${data[@]}"
says err "    3 | void init() {} void next() { bye(); }"
expect 5 backtest rejects.cpp "${data[@]}"
says err "n is above 3"
expect 0 backtest rejects.cpp "${data[@]}" --param n=2
expect 5 backtest endless.cpp "${data[@]}"
says err "at bar 1 (2013-05-14)"
silent out
[ "$(wc -l <err)" = 1 ] || fail "an error is one sentence"
