#!/bin/bash
# A CSV with a bad row is refused with file, line and reason, and nothing of it is kept.
. "$(dirname "$0")/common.inc"

csv() { printf 'Date,Open,High,Low,Close\n2020-01-02,10,11,9,10\n%s\n2020-01-06,10,11,9,10\n' "$1" >bars.csv; }
refused() {
  csv "$1"
  expect 3 data import bars.csv
  says err "bars.csv:3: $2"
  silent out
  expect 3 backtest sma-crossover --data bars.csv
  says err "bars.csv:3: $2"
}
refused '2020-01-03,10,9,9.5,10' "high 9"
refused '2020-01-03,10,11,9,abc' ""
refused '2020-01-03,10,11,9' ""
refused '2020-01-03,10,11,9,-1' ""
refused '2020-01-03,nan,11,9,10' ""
refused '2020-01-02,10,11,9,10' ""
refused '2020-01-01,10,11,9,10' ""
refused '03.01.2020,10,11,9,10' ""
expect 0 data list
says out "The store is empty"
csv '2020-01-03,10,11,9,10'
expect 0 data import bars.csv
