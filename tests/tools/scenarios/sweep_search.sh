#!/bin/bash
# Searches beyond the grid: each method tries what it may, for any --jobs alike, and goes on after a kill.
. "$(dirname "$0")/common.inc"
. "$(dirname "$0")/sweep.inc"

two=(--objectives "Sharpe Ratio,-Max. Drawdown [%]")
wide=(cross.cpp "${data[@]}" --param fast=5:60:1 --param slow=20:200:1 --constraint 'fast < slow')

# Every method, every number of threads.
for method in random sobol tpe cmaes nsga2; do
  about=()
  [ $method != nsga2 ] || about=("${two[@]}")
  expect 0 sweep "${wide[@]}" --method $method "${about[@]}" --max-tries 300 --json
  holds 'd["evaluated"] == 300 and d.get("method", "random") == "'$method'" and d["complete"]'
  holds 'all(t["params"]["fast"] < t["params"]["slow"] for t in d["top"])'
  untimed >$method.1
  expect 0 sweep "${wide[@]}" --method $method "${about[@]}" --max-tries 300 --jobs 1 --json
  untimed | cmp - $method.1 || fail "$method: another result with one thread"
done
expect 0 sweep "${wide[@]}" --max-tries 300 --json
untimed | cmp - random.1 || fail "another draw"

# Without --max-tries a thousand; a small space is tried out.
expect 0 sweep "${wide[@]}" --method tpe --json
holds 'd["evaluated"] == 1000'
expect 0 sweep cross.cpp "${data[@]}" --param fast=5:15:5 --param slow=20:40:10 --method cmaes --json
holds 'd["evaluated"] == 9'

# A front: no cell of it is bettered by another cell of the grid.
expect 0 sweep cross.cpp "${data[@]}" "${two[@]}" --top 10000 --json
holds 'd["maximize"] == "Sharpe Ratio" and len(d["front"]) >= 1 and d["front"][0]["params"] == d["top"][0]["params"]'
holds 'all(any(t["stats"]["Sharpe Ratio"] >= s["stats"]["Sharpe Ratio"] and t["stats"]["Max. Drawdown [%]"] >= s["stats"]["Max. Drawdown [%]"] for t in d["front"]) for s in d["top"])'
holds 'not any(t["stats"]["Sharpe Ratio"] > s["stats"]["Sharpe Ratio"] and t["stats"]["Max. Drawdown [%]"] > s["stats"]["Max. Drawdown [%]"] for t in d["top"] for s in d["front"])'
json 'd["front"]' >front
expect 0 sweep cross.cpp "${data[@]}" "${two[@]}" --method nsga2 --json
[ "$(json 'd["front"]')" = "$(cat front)" ] || fail "nsga2 tried all cells and found another front"
expect 0 sweep cross.cpp "${data[@]}" "${two[@]}"
says out "Pareto front of Sharpe Ratio,-Max. Drawdown [%]"

# A search that was killed goes on, and ends as one that was not.
slow=(cross.cpp "${data[@]}" --param fast=5:60:1 --param slow=20:200:1 --param work=3000 --max-tries 400)
for method in tpe nsga2; do
  about=(--method $method)
  [ $method != nsga2 ] || about+=("${two[@]}")
  expect 0 sweep "${slow[@]}" "${about[@]}" --out $method.sqlite --json
  untimed >wanted
  for signal in KILL INT KILL; do
    "$stratgen" sweep "${slow[@]}" "${about[@]}" --out killed.$method.sqlite >out 2>err </dev/null &
    pid=$!
    sleep 0.4
    kill -$signal $pid 2>/dev/null || true
    wait $pid 2>/dev/null || true
  done
  expect 0 sweep "${slow[@]}" "${about[@]}" --out killed.$method.sqlite --json
  untimed | cmp - wanted || fail "$method: another result after kills"
  cmp <(content $method.sqlite) <(content killed.$method.sqlite) || fail "$method: another file after kills"
done
expect 2 sweep "${slow[@]}" --method tpe --seed 2 --out tpe.sqlite
says err "--seed is 2 and was 0"

# What cannot be is said before a cell runs.
bad() { # TEXT ARGUMENTS...
  expect 2 sweep "${wide[@]}" "${@:2}"
  says err "$1"
  silent out
}
bad "choose one of grid, random, sobol, tpe, cmaes, nsga2" --method anneal
bad "take nsga2" --method tpe "${two[@]}"
bad "take nsga2" --method cmaes "${two[@]}"
bad "tpe" --method nsga2
bad "Sharpe Ratio" --objectives "Sharpe,Return [%]"
bad "twice" --objectives "Return [%],Return [%]"
bad "--maximize" "${two[@]}" --maximize "Return [%]"
bad "--shard with --method tpe" --method tpe --shard 1/2 --out a.sqlite
bad "--keep with --method tpe" --method tpe --keep 50 --out a.sqlite
bad "--keep" "${two[@]}" --keep 50 --out a.sqlite
[ ! -e a.sqlite ] || fail "a file was made"
