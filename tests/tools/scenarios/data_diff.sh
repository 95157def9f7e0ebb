#!/bin/bash
# What changed between two revisions, and why: for people, for scripts, and by number.
. "$(dirname "$0")/common.inc"

# bars FACTOR LAST: twenty days; the closes of the first ten times a factor, up to row LAST.
bars() {
  python3 - "$@" <<'PY'
import datetime, sys
factor, last = float(sys.argv[1]), int(sys.argv[2])
print("Date,Open,High,Low,Close,Volume")
for i in range(last):
    day = datetime.date(2020, 1, 1) + datetime.timedelta(days=i)
    price = (100 + i) * (factor if i < 10 else 1)
    print(f"{day},{price},{price},{price},{price},{1000}")
PY
}

expect 3 data diff ABC
says err "there are no 1d bars of ABC"
bars 1 15 >abc.csv
expect 0 data import abc.csv --symbol ABC
expect 3 data diff ABC
says err "ABC 1d has no revision before 1"
bars 0.98 20 >abc.csv
expect 0 data import abc.csv --symbol ABC
expect 0 data diff ABC
says out "ABC 1d: revision 1 (file, unknown"
says out "0.980000"
says out "before 2020-01-11; no known dividend or split explains it"
says out "new bars at the end"
expect 0 data diff ABC --json
holds '[c["kind"] for c in d["changes"]] == ["restated", "added"]'
holds 'd["changes"][0]["rows"] == 10 and abs(d["changes"][0]["factor"] - 0.98) < 1e-6'
holds 'd["changes"][0]["until"] == "2020-01-11T00:00:00" and d["changes"][1]["rows"] == 5'
holds 'd["from"]["revision"] == 1 and d["to"]["revision"] == 2'
expect 0 data diff ABC --from 2 --to 1 --json
holds '[c["kind"] for c in d["changes"]] == ["restated", "removed"]'
expect 0 data diff ABC --from 2 --to 2
says out "The bars are the same."
expect 2 data diff ABC --from 7
says err "ABC 1d has no revision 7; see stratgen data list --revisions ABC"

expect 0 data list --revisions ABC --json
holds '[r["revision"] for r in d["revisions"]] == [2, 1]'
holds 'd["revisions"][0]["source"] == "file" and d["revisions"][0]["origin"].endswith("/abc.csv")'
holds 'd["revisions"][0]["adjustment"] == "unknown" and d["revisions"][0]["defects"]["severe"] == 0'
expect 0 data list --revisions ABC
[ "$(wc -l <out)" = 3 ] || fail "a header and two revisions"
expect 3 data list --revisions XYZ
says err "there are no bars of XYZ in the store"
