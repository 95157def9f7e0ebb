#!/bin/bash
# --verbose adds detail to an error and says nothing twice.
. "$(dirname "$0")/common.inc"

printf '#include <stratgen/strategy.hpp>\nint a;\nint b;\n' >wrong.cpp
printf 'Date,Open,High,Low,Close\n2020-01-02,10,x,9,10\n2020-01-03,10,x,9,10\n' >bad.csv
once() { [ "$(grep -cF -e "$1" err)" = 1 ] || fail "\"$1\" not once"; }
expect 4 check wrong.cpp --verbose
once "    3 | int b;"
expect 4 backtest wrong.cpp --data bad.csv --verbose
once "    3 | int b;"
expect 3 data import bad.csv --verbose
once "bad.csv:3:"
expect 3 backtest sma-crossover --data bad.csv
lacks err "bad.csv:3:"
expect 3 backtest sma-crossover --data bad.csv --verbose
once "bad.csv:3:"
