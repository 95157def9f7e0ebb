#!/bin/bash
# After SIGKILL at any moment the next optimize finishes, with the results of an undisturbed one;
# Ctrl-C ends it with 130 and keeps what is done; two processes share a workspace.
. "$(dirname "$0")/common.inc"

expect 0 discover --sample
optimized >wanted
[ "$(wc -l <wanted)" = 7 ] || fail "seven results"
RANDOM=20240607
for round in $(seq 20); do
  [ $((round % 5)) != 1 ] || expect 0 optimize --sample --reset --only 'rsi-*'
  "$stratgen" optimize --sample --jobs $((round % 3 + 1)) --seed "$round" >/dev/null 2>&1 &
  pid=$!
  sleep 0.$(printf %03d $((RANDOM % 500)))
  kill -KILL "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  [ $((round % 5)) = 0 ] || continue
  optimized | diff wanted - || fail "round $round: other results"
done

mkfifo progress
"$stratgen" optimize --sample --reset --jobs 1 >out 2>progress &
pid=$!
exec 3<progress
: >err
while read -r line <&3; do
  case $line in "[2/7]"*) kill -INT "$pid" ;; esac
  echo "$line" >>err
done
code=0
wait "$pid" || code=$?
[ "$code" = 130 ] || fail "exit code $code"
says err " of 7 documents are done and saved"
finished=$(grep -c ' → ' err)
[ "$finished" -ge 2 ] && [ "$finished" -le 4 ] || fail "$finished documents after a Ctrl-C at the second"
expect 0 optimize --sample
says err "$((7 - finished)) of 7 documents left"
optimized | diff wanted - || fail "other results after a Ctrl-C"

expect 0 optimize --sample --reset --only 'rsi-*'
optimized >first &
optimized >second
wait
diff wanted first || fail "the first of two"
diff wanted second || fail "the second of two"
