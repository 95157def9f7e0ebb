#!/bin/bash
# A sweep's JSON has the contract's keys, its best cell is the backtest's, and it is the same for any --jobs.
. "$(dirname "$0")/common.inc"
. "$(dirname "$0")/sweep.inc"

expect 0 sweep cross.cpp "${data[@]}" --commission 0.002 --param fast=5:60:5 --param slow=20:200:10 \
  --constraint 'fast <= slow' --top 3 --json
holds 'list(d)[:9] == ["evaluated", "rejected", "failed", "seconds", "backtests_per_second", "jobs", "top", "deflated_sharpe", "pbo"]'
# 12 * 19 cells, of which fast > slow in 0 + 0 + ... : 25 excluded, and fast = slow at 20, 30, 40, 50, 60
holds 'd["evaluated"] == 228 - 20 - 5 and d["rejected"] == 5 and d["failed"] == 0 and d["excluded"] == 20'
holds 'len(d["top"]) == 3 and all(type(t["params"][k]) is int for t in d["top"] for k in t["params"])'
holds '0 <= d["deflated_sharpe"] <= 1 and 0 <= d["pbo"] <= 1 and d["seconds"] > 0 and d["complete"] is True'
sharpes=$(json '[t["stats"]["Sharpe Ratio"] for t in d["top"]]')
json 'd["top"][0]["stats"]' >stats
json '"".join(f" --param {k}={v}" for k, v in d["top"][0]["params"].items())' >params
# shellcheck disable=SC2046
expect 0 backtest cross.cpp "${data[@]}" --commission 0.002 $(cat params) --json
holds 'd["stats"] == eval(open("stats").read())'
python3 -c "s = $sharpes; assert s == sorted(s, reverse=True)" || fail "not the best first: $sharpes"

for jobs in 1 2 3; do
  expect 0 sweep cross.cpp "${data[@]}" --jobs $jobs --json --top 50
  untimed >jobs.$jobs
  cmp jobs.1 jobs.$jobs || fail "another result with $jobs jobs"
done
expect 0 sweep cross.cpp "${data[@]}" --max-tries 40 --seed 7 --json
holds 'd["evaluated"] + d["rejected"] == 40'
untimed >seven
expect 0 sweep cross.cpp "${data[@]}" --max-tries 40 --seed 7 --json --jobs 1
untimed | cmp - seven || fail "another draw"
expect 0 sweep cross.cpp "${data[@]}" --max-tries 40 --seed 8 --json
untimed >eight
! cmp -s eight seven || fail "the seed does nothing"

# Ranked by something else; a value that is undefined is null.
expect 0 sweep cross.cpp "${data[@]}" --maximize '-Volatility (Ann.) [%]' --top 2 --param fast=5,60 --param slow=200 --json
holds '[t["stats"]["Volatility (Ann.) [%]"] for t in d["top"]] == sorted(t["stats"]["Volatility (Ann.) [%]"] for t in d["top"])'
printf '%s\n' '#include <stratgen/strategy.hpp>' 'struct Idle : Strategy {' 'bool on = param("on", false); double x = param("x", 0.5);' \
  'void next() {}' '};' 'STRATGEN_STRATEGY(Idle)' >idle.cpp
expect 0 sweep idle.cpp "${data[@]}" --param on=true,false --param x=0.1:0.5:0.1 --json
holds '[t["params"] for t in d["top"]][:2] == [{"on": True, "x": 0.1}, {"on": True, "x": 0.2}] and len(d["top"]) == 10'
holds 'd["top"][0]["stats"]["Sharpe Ratio"] is None and d["deflated_sharpe"] is None'

# For people: the table, the counts, what to do next; it can be followed.
expect 0 sweep cross.cpp "${data[@]}" --heatmap --top 1
says out "Cross on AAPL_observable, by Sharpe Ratio"
says out "223 evaluated, 5 rejected, 0 failed"
says out "Deflated Sharpe "
says out "fast  slow from 20 to 200"
lacks out $'\033'
silent err
next=$(sed -n 's/^Next: stratgen //p' out)
eval "expect 0 $next"
