#!/bin/bash
# After SIGKILL at any moment the next run finishes, with the results of an undisturbed one.
. "$(dirname "$0")/common.inc"

results --workspace undisturbed >wanted
RANDOM=20240607
for round in $(seq 30); do
  [ $((round % 5)) != 1 ] || rm -rf workspace # every fifth begins anew
  "$stratgen" discover --sample --jobs $((round % 3 + 1)) --cash $((100000 + round)) >/dev/null 2>&1 &
  pid=$!
  sleep 0.$(printf %03d $((RANDOM % 900)))
  kill -KILL "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  [ $((round % 5)) = 0 ] || continue
  results | diff wanted - || fail "round $round: other results"
done
expect 0 discover --sample
says err "all 8 documents are done"
