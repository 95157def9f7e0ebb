#!/bin/bash
# The engine's flags reach the engine.
. "$(dirname "$0")/common.inc"

data=(--data "$sample/AAPL_observable.csv" --json)
run() { expect 0 backtest sma-crossover "${data[@]}" "$@"; }
run
holds 'd["params"] == {"fast": 20, "slow": 50} and d["stats"]["Commissions [$]"] == 0'
holds 'd["equity"][0] == 10000 and d["warnings"]["open_at_end"] == len(d["open_trades"]) == 1'
json 'd["trades"]' >free
run --param fast=10 --param slow=100
holds 'd["params"] == {"fast": 10, "slow": 100}'
run --cash 50000
holds 'd["equity"][0] == 50000'
run --commission 0.002
holds 'd["stats"]["Commissions [$]"] > 0'
run --commission 5,0
holds 'all(t["Commission"] == 10 for t in d["trades"])' # 5 at the entry, 5 at the exit
run --spread 0.01
holds 'd["trades"][0]["EntryPrice"] > eval(open("free").read())[0]["EntryPrice"]'
run --finalize-trades
holds 'd["open_trades"] == [] and d["warnings"]["open_at_end"] == 0'
run --trade-on-close
holds 'd["trades"][0]["EntryBar"] == eval(open("free").read())[0]["EntryBar"] - 1'
run --no-equity
holds '"equity" not in d'
for bad in "--cash 0" "--cash nan" "--cash many" "--commission 0.1" "--commission x" "--spread 1" \
  "--margin 0" "--margin 2" "--refused-orders maybe" "--param fast" "--param fast=x" \
  "--param fast=999999999999" "--param fast=10 --param fast=20" "--param nosuch=1"; do
  expect 2 backtest sma-crossover "${data[@]}" $bad
done
