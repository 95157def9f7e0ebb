#!/bin/bash
# Bars that nobody has are an error that names the symbol and the command that gets them.
. "$(dirname "$0")/common.inc"

expect 3 backtest sma-crossover --symbol SPY
says err "SPY"
says err "stratgen data import FILE --symbol SPY"
expect 0 data import "$sample/AAPL_observable.csv" --symbol AAPL
expect 3 backtest sma-crossover --symbol AAPL --timeframe 1h
says err "there are no 1h bars of AAPL in $STRATGEN_WORKSPACE (there are 1d)"
expect 0 backtest sma-crossover --symbol AAPL
says out "AAPL, 1,260 bars"
expect 0 discover --only sma-crossover --json
holds '"stratgen data import FILE --symbol SPY" in d["results"][0]["error"]'
