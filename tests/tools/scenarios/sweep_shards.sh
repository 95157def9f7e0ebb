#!/bin/bash
# Shards, merged, are one run: the same file, table and JSON. What does not belong together is refused.
. "$(dirname "$0")/common.inc"
. "$(dirname "$0")/sweep.inc"

same() { # FLAGS...: of a sweep in one run, in two shards and in three
  rm -f ./*.sqlite ./*.csv
  expect 0 sweep cross.cpp "${data[@]}" "$@" --out whole.sqlite --json
  untimed >whole
  content whole.sqlite >whole.rows
  for shards in 2 3; do
    files=()
    for i in $(seq $shards); do
      expect 0 sweep cross.cpp "${data[@]}" "$@" --shard "$i/$shards" --jobs $((i % 2 + 1)) --out "$i.of.$shards.sqlite"
      files=("$i.of.$shards.sqlite" "${files[@]}")
    done
    expect 0 sweep merge "merged.$shards.sqlite" "${files[@]}" --json
    untimed | cmp - whole || fail "another JSON of $shards shards: $*"
    content "merged.$shards.sqlite" | cmp - whole.rows || fail "another file of $shards shards: $*"
  done
}
same --constraint 'fast <= slow'
same --keep 30
same --objectives "Sharpe Ratio,-Max. Drawdown [%]"
holds 'len(d["front"]) > 1 and d["objectives"] == "Sharpe Ratio,-Max. Drawdown [%]"'
expect 0 sweep cross.cpp "${data[@]}" --objectives "Sharpe Ratio,Return [%]" --shard 1/2 --out 1.of.2.sqlite
expect 2 sweep merge m.sqlite 1.of.2.sqlite 2.of.2.sqlite
says err "--objectives of 1.of.2.sqlite are Sharpe Ratio,Return [%], and of 2.of.2.sqlite Sharpe Ratio,-Max. Drawdown [%]"
same --max-tries 50 --seed 3

# The merged file is that of the whole command, which has nothing left to do.
expect 0 sweep cross.cpp "${data[@]}" --max-tries 50 --seed 3 --out merged.2.sqlite --json
untimed | cmp - whole || fail "another report of the merged file"
expect 0 sweep merge merged.csv 1.of.2.sqlite 2.of.2.sqlite
says out "Cross on AAPL_observable, by Sharpe Ratio"
[ "$(wc -l <merged.csv)" = 51 ] || fail "$(wc -l <merged.csv) lines"
[ "$(ls merged.csv*)" = merged.csv ] || fail "left behind: $(ls merged.csv*)"

bad() {
  expect 2 sweep merge "$2" "${@:3}"
  says err "$1"
}
bad "merged.csv is there" merged.csv 1.of.2.sqlite 2.of.2.sqlite
bad "shard 2 of 2 is missing" m.sqlite 1.of.2.sqlite
bad "shard 1 of 3 is missing" m.sqlite 3.of.3.sqlite 2.of.3.sqlite
bad "are both shard 1 of 2" m.sqlite 1.of.2.sqlite 1.of.2.sqlite
bad "one of 3 shards, not of 2" m.sqlite 1.of.2.sqlite 2.of.3.sqlite
expect 0 sweep cross.cpp "${data[@]}" --max-tries 50 --seed 4 --shard 2/2 --out other.sqlite
bad "--seed is 4 and was 3" m.sqlite 1.of.2.sqlite other.sqlite
expect 3 sweep merge m.sqlite 1.of.2.sqlite nosuch.sqlite
says err "nosuch.sqlite"
[ ! -e m.sqlite ] || fail "half a file"
# More shards than blocks is all right.
for i in 1 2 3; do
  expect 0 sweep cross.cpp "${data[@]}" --param fast=5 --param slow=20,30 --shard $i/3 --out tiny.$i.sqlite
done
expect 0 sweep merge tiny.sqlite tiny.1.sqlite tiny.2.sqlite tiny.3.sqlite --json
holds 'd["evaluated"] == 2'
