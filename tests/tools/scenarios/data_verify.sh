#!/bin/bash
# Defects of the store's bars are named by their row; the safe ones are repaired into a new revision.
. "$(dirname "$0")/common.inc"

expect 0 data verify
says out "The store is empty"
expect 3 data verify NONE
says err "the store has no bars of NONE"

# A split of 10:1 on 2016-06-01 that the bars before it were not adjusted for, and a session missing.
awk -F, -v OFS=, 'NR > 1 && $1 < "2016-06-01" {for (i = 2; i <= 5; ++i) $i *= 10; $6 /= 10} $1 != "2017-03-15"' \
  "$sample/AAPL_observable.csv" >split.csv
expect 0 data import split.csv --symbol SPLIT
expect 0 data import "$sample/FB_techan.csv" --symbol FB
expect 3 data verify
says out "2016-06-01"
says out "as after a split of 10:1"
says out "no bar for 2017-03-15"
says err "1 severe defect in the bars of SPLIT"
expect 3 data verify SPLIT --json
holds 'len(d["series"]) == 1 and d["series"][0]["severe"] == 1'
holds '{"split", "gap", "tail"} == {x["kind"] for x in d["series"][0]["defects"]}'
expect 0 data verify FB --timeframe 1d

expect 0 data repair SPLIT --dry-run
says out "split: 769 bars before 2016-06-01 adjusted for a split of 10:1, prices and volumes"
says out "Nothing was written"
expect 3 data verify SPLIT
# The bars are repaired now, and were fetched when they were.
python3 -c 'import sqlite3
with sqlite3.connect("workspace/bars.sqlite") as db: db.execute("update revision set fetched_at = 1500000000")'
expect 0 data repair SPLIT --json
holds 'd["hash"] and d["repaired"] and d["left"]["severe"] == 0'
expect 0 data verify SPLIT
expect 0 data list --json
holds '[(b["source"], b["fetched"]) for b in d["bars"] if b["symbol"] == "SPLIT"] == [("repair", "2017-07-14T02:40:00Z")]'
expect 0 data repair SPLIT
says out "nothing that is safe to repair"
