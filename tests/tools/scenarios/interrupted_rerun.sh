#!/bin/bash
# Ctrl-C in a run with new settings does not pass old results off as new ones.
. "$(dirname "$0")/common.inc"

expect 0 discover --sample
mkfifo progress
"$stratgen" discover --sample --jobs 1 --cash 50000 --json >out 2>progress &
pid=$!
exec 3<progress
while read -r line <&3; do
  case $line in "[1/8]"*) kill -INT "$pid" ;; esac
done
code=0
wait "$pid" || code=$?
[ "$code" = 130 ] || fail "exit code $code"
holds '1 <= len(d["results"]) <= 3'
