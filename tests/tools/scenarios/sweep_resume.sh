#!/bin/bash
# A sweep that was interrupted or killed goes on, and ends with the file of one that was not.
. "$(dirname "$0")/common.inc"
. "$(dirname "$0")/sweep.inc"

slow=(cross.cpp "${data[@]}" --param fast=5:60:5 --param slow=20:200:10 --param work=1500 --constraint 'fast <= slow')
expect 0 sweep "${slow[@]}" --out wanted.sqlite --json
untimed >wanted
content wanted.sqlite >wanted.rows

# Whether a process has a handler for SIGINT: before that Ctrl-C ends it without a word.
listens() { (($((0x$(sed -n 's/^SigCgt:\s*//p' "/proc/$1/status" 2>/dev/null || echo 0))) & 2)); }

stop() { # SIGNAL SECONDS ARGUMENTS...: the exit code is in `code`
  set -m
  "$stratgen" sweep "${@:3}" >out 2>err </dev/null &
  local pid=$!
  set +m
  [ "$1" != INT ] || until listens "$pid" || ! kill -0 "$pid" 2>/dev/null; do sleep 0.01; done
  sleep "$2"
  kill "-$1" "$pid" 2>/dev/null || true
  code=0
  wait "$pid" 2>/dev/null || code=$?
}

RANDOM=20240607
for round in $(seq 9); do
  signal=KILL
  [ $((round % 3)) != 0 ] || signal=INT
  stop $signal 0.$(printf %03d $((50 + RANDOM % 600))) "${slow[@]}" --out a.sqlite --jobs $((round % 2 + 1))
  [ $signal = KILL ] || [ "$code" = 0 ] || [ "$code" = 130 ] || fail "exit code $code"
  if [ "$code" = 130 ]; then
    says err "what is done is saved in a.sqlite; run the same command again to go on"
    silent out
  fi
done
expect 0 sweep "${slow[@]}" --out a.sqlite --json
untimed | cmp - wanted || fail "another JSON after kills"
content a.sqlite | cmp - wanted.rows || fail "another file after kills"
[ "$(ls a.sqlite*)" = a.sqlite ] || fail "left behind: $(ls a.sqlite*)"

# A completed one is only reported, also with more of the best, or in another order.
expect 0 sweep "${slow[@]}" --out a.sqlite --json
untimed | cmp - wanted || fail "another report"
expect 0 sweep "${slow[@]}" --out a.sqlite --top 100 --maximize 'Return [%]' --heatmap --json
holds 'len(d["top"]) == 100 and len(d["heatmap"]["best"]) == 12'
returns='[t["stats"]["Return [%]"] for t in d["top"]]'
holds "$returns == sorted($returns, reverse=True)"

# One that differs is refused, and says in what.
for other in "--cash 500" "--constraint fast<=slow+1" "--from 2014-01-01" "--max-tries 10" "--keep 20" "--shard 1/2"; do
  # shellcheck disable=SC2086
  expect 2 sweep "${slow[@]}" $other --out a.sqlite
  says err "stratgen: "
done
expect 2 sweep "${slow[@]}" --cash 500 --out a.sqlite
says err "a.sqlite holds another sweep: --cash is 500 and was 10000; name another file, or start over in this one with --reset"
sed 's/x < 0/x < -1/' cross.cpp >changed.cpp
cp cross.cpp kept.cpp
cp changed.cpp cross.cpp
expect 2 sweep "${slow[@]}" --out a.sqlite
says err "the source of Cross changed"
cp kept.cpp cross.cpp
content a.sqlite | grep ^cells >a.rows
grep ^cells wanted.rows | cmp - a.rows || fail "a refusal changed the file"
expect 0 sweep "${slow[@]}" --cash 500 --out a.sqlite --reset --json
holds 'd["evaluated"] == 203'

# The best only, and CSV.
for kind in "keep.sqlite --keep 25" all.csv; do
  # shellcheck disable=SC2086
  expect 0 sweep "${slow[@]}" --out plain.$kind --json
  for _ in 1 2 3; do
    # shellcheck disable=SC2086
    stop KILL 0.$(printf %03d $((50 + RANDOM % 600))) "${slow[@]}" --out killed.$kind
    [ ! -e killed.all.csv ] || break
  done
  # shellcheck disable=SC2086
  [ -e killed.all.csv ] || expect 0 sweep "${slow[@]}" --out killed.$kind --json
done
[ "$(content plain.keep.sqlite | grep -c ^cells)" = 25 ] || fail "not 25 cells"
cmp <(content plain.keep.sqlite) <(content killed.keep.sqlite) || fail "another file with --keep"
cmp plain.all.csv killed.all.csv || fail "another CSV, or one that is not complete"
[ "$(wc -l <plain.all.csv)" = 209 ] || fail "not 208 cells"
expect 2 sweep "${slow[@]}" --out plain.all.csv
says err "plain.all.csv is there, from a sweep that was completed"
expect 0 sweep "${slow[@]}" --out plain.all.csv --reset

# Ctrl-C without a file shows what is done.
stop INT 0.5 cross.cpp "${data[@]}" --param fast=5:60:1 --param slow=20:200:1 --param work=15000
[ "$code" = 130 ] || fail "exit code $code"
says err "interrupted; with --out FILE.sqlite"
