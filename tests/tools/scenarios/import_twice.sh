#!/bin/bash
# Importing the same file twice changes nothing; a changed file takes its place.
. "$(dirname "$0")/common.inc"

rows() { printf 'Date,Open,High,Low,Close\n2020-01-02,1,1,1,1\n2020-01-03,1,1,1,%s\n2020-01-06,1,1,1,1\n' "$1"; }
rows 1 >abc.csv
expect 0 data import abc.csv --symbol ABC --json
cp out first
expect 0 data import abc.csv --symbol ABC --json
cmp out first || fail "not the same revision"
[ "$(find workspace/bars -type f | wc -l)" = 1 ] || fail "one content"
sed -i s/2020-01-06,1,1,1,1/2020-01-06,1,2,1,2/ abc.csv
expect 0 data import abc.csv --symbol ABC
says out "ABC 1d: 3 bars, 2020-01-02 to 2020-01-06, from abc.csv"
expect 0 data list --json
holds 'len(d["bars"]) == 1 and d["bars"][0]["hash"] != json.load(open("first"))["imported"][0]["hash"]'
expect 2 data import abc.csv abc.csv --symbol ABC
says err "--symbol names one file's bars"
