#!/bin/bash
# --from and --to are inclusive, and bars before --from warm up without being traded.
. "$(dirname "$0")/common.inc"

run() { expect 0 backtest sma-crossover --data "$sample/AAPL_observable.csv" --json "$@"; }
run --from 2015-01-02 --to 2016-12-30
holds 'd["stats"]["Start"] == "2015-01-02T00:00:00" and d["stats"]["End"] == "2016-12-30T00:00:00"'
holds 'len(d["equity"]) == 504' # trading days of 2015 and 2016: 252 + 252
holds 'all("2015-01-02" <= t["EntryTime"][:10] <= t["ExitTime"][:10] <= "2016-12-30" for t in d["trades"])'
holds 'd["equity"][0] == 10000'
run --from 2015-01-01 --to 2015-01-05 # a holiday, a Friday, a weekend, a Monday
holds 'len(d["equity"]) == 2'
run --to 2013-05-14
holds 'len(d["equity"]) == 2'
expect 3 backtest sma-crossover --data "$sample/AAPL_observable.csv" --from 1990-01-01 --to 1990-12-31
says err "its bars go from 2013-05-13T00:00:00 to 2018-05-11T00:00:00"
for bad in "--from yesterday" "--to 2015-02-30" "--from 2016-01-01 --to 2015-01-01"; do
  expect 2 backtest sma-crossover --data "$sample/AAPL_observable.csv" $bad
done
