#!/bin/bash
# --reset forgets what is stored and runs all documents again.
. "$(dirname "$0")/common.inc"

expect 0 discover --sample --only 'sma-*'
expect 0 discover --sample --reset --only 'rsi-*'
says err "discover: 1 document,"
python3 - <<'P' || fail "the result of before is still there"
import sqlite3
rows = sqlite3.connect("workspace/results.sqlite").execute("select slug from discover").fetchall()
assert rows == [("rsi-mean-reversion",)], rows
P
