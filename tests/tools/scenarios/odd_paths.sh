#!/bin/bash
# Spaces, UTF-8, links and folders in the place of files.
. "$(dirname "$0")/common.inc"

mkdir "a folder é" folder.cpp folder.csv
cp "$sample/FB_techan.csv" "a folder é/bars of ü.csv"
cp "$root/generated/momentum/sma-crossover/strategy.cpp" "a folder é/my strategy.cpp"
ln -s "a folder é/my strategy.cpp" link.cpp
expect 0 check "a folder é/my strategy.cpp"
expect 0 check link.cpp
expect 0 check ./link.cpp
expect 0 backtest link.cpp --data "a folder é/bars of ü.csv"
says out "bars of ü, "
expect 0 data import "a folder é/bars of ü.csv"
expect 0 backtest link.cpp --symbol "bars of ü"
expect 3 check folder.cpp
says err "cannot read folder.cpp: it is a folder"
expect 2 check "a folder é"
expect 3 backtest link.cpp --data folder.csv
expect 3 data import folder.csv
: >empty.csv
expect 3 data import empty.csv
says err "empty.csv: the file is empty"
ln -s nowhere.csv dangling.csv
expect 3 data import dangling.csv
cp "a folder é/my strategy.cpp" $'bytes\377.cpp'
expect 0 inspect $'bytes\377.cpp' --json
python3 -m json.tool out >/dev/null || fail "a name that is not UTF-8"
