#!/bin/bash
# A second optimize finds everything done; --reset and other settings run again; jobs do not matter.
. "$(dirname "$0")/common.inc"

expect 0 discover --sample
optimized --jobs 1 >one
[ "$(wc -l <one)" = 7 ] || fail "seven results"
start=$(date +%s%N)
optimized | diff one - || fail "a second run differs"
took=$((($(date +%s%N) - start) / 1000000))
[ "$took" -lt 5000 ] || fail "took $took ms"
expect 0 optimize --sample
says err "all 7 documents are done"
for jobs in 2 4 256; do
  optimized --jobs $jobs --reset | diff one - || fail "--jobs $jobs differs"
done
expect 0 optimize --sample --split 0.5
says err "optimize: 7 documents,"
expect 0 optimize --sample --split 0.5
says err "all 7 documents are done"

# --reset forgets what optimize found, not what discover did.
expect 0 optimize --sample --reset --only 'rsi-*'
says err "optimize: 1 document,"
python3 - <<'P' || fail "not what --reset should leave"
import sqlite3
db = sqlite3.connect("workspace/results.sqlite")
assert db.execute("select slug from optimize").fetchall() == [("rsi-mean-reversion",)]
assert db.execute("select count(*) from discover").fetchone() == (8,)
P
# What discover finds anew is optimised anew.
expect 0 discover --sample --cash 50000
expect 3 export --format v5 v5.json
expect 0 optimize --sample
lacks err " left"
lacks err " are done"
