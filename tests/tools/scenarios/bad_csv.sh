#!/bin/bash
# A CSV with a bad row is refused by backtest with file, line and reason. An import refuses rows that are
# none, keeps bars that are impossible, and names what it left out.
. "$(dirname "$0")/common.inc"

csv() { printf 'Date,Open,High,Low,Close\n2020-01-02,10,11,9,10\n%s\n2020-01-06,10,11,9,10\n' "$1" >bars.csv; }
refused() {
  csv "$1"
  expect 3 data import bars.csv
  says err "bars.csv:3:"
  silent out
  expect 3 backtest sma-crossover --data bars.csv
  says err "bars.csv:3:"
}
refused '2020-01-03,10,11,9,abc'
refused '2020-01-03,10,11,9'
refused '03.01.2020,10,11,9,10'
expect 0 data list
says out "The store is empty"
kept() {
  csv "$1"
  expect 3 backtest sma-crossover --data bars.csv
  says err "bars.csv:3:"
  expect 0 data import bars.csv
  says out "$2"
}
kept '2020-01-03,10,9,9.5,10' "bars 1d: 3 bars"
kept '2020-01-03,10,11,9,-1' "bars 1d: 3 bars"
kept '2020-01-03,nan,11,9,10' "warning line 3: open is blank, so the row is left out"
kept '2020-01-02,10,11,9,10.5' "warning line 2: 2020-01-02 is there twice, with close 10 and 10.5; kept line 3"
kept '2020-01-01,10,11,9,10' "warning line 3: 2020-01-01 comes after 2020-01-02; sorted"
