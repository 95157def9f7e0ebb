#!/bin/bash
# Ctrl-C saves what is done and ends with 130; the next run goes on from there.
. "$(dirname "$0")/common.inc"

mkfifo progress
"$stratgen" discover --sample --jobs 1 >out 2>progress &
pid=$!
exec 3<progress
while read -r line <&3; do
  case $line in "[2/8]"*) kill -INT "$pid" ;; esac
  echo "$line" >>err
done
code=0
wait "$pid" || code=$?
[ "$code" = 130 ] || fail "exit code $code"
says err "interrupted: "
says err " of 8 documents are done and saved"
done=$(grep -c ' → ' err)
[ "$done" -ge 2 ] && [ "$done" -le 4 ] || fail "$done documents after a Ctrl-C at the second"
expect 0 discover --sample
says err "$((8 - done)) of 8 documents left"
expect 0 discover --sample
says err "all 8 documents are done"
