#!/bin/bash
# What is wrong with a sweep is said before a cell runs, in one sentence.
. "$(dirname "$0")/common.inc"
. "$(dirname "$0")/sweep.inc"

bad() { # TEXT ARGUMENTS...: exit code 2, and the error has the text
  local text=$1
  shift
  expect 2 sweep "$@"
  says err "$text"
  silent out
}
run=(cross.cpp "${data[@]}")
for param in fast fast= =5 fast=a fast=5:60 fast=5:60:0 fast=60:5:5 fast=5:60:5:1 fast=5,,6 fast=5.5 fast=1:2:0.5 \
  fast=4 fast=5:65:5 fast=nan fast=5:inf:1 fast=99999999999 nosuch=1 nosuch=1:2:1; do
  bad "" "${run[@]}" --param "$param"
  says err "${param%%=*}"
done
bad "fast" "${run[@]}" --param fast=5,10 --param fast=15
bad "Sharpe Ratio" "${run[@]}" --maximize Sharpe
bad "--max-tries 0" "${run[@]}" --max-tries 0
bad "--max-tries -3" "${run[@]}" --max-tries=-3
bad "--jobs 0" "${run[@]}" --jobs 0
bad "--top" "${run[@]}" --top 0
bad "nosuch" "${run[@]}" --constraint 'nosuch < slow'
bad "fast <" "${run[@]}" --constraint 'fast <'
for shard in 0/2 3/2 1 1/0 a/b 1/ /2; do bad "--shard $shard" "${run[@]}" --shard $shard --out s.sqlite; done
bad "--keep" "${run[@]}" --keep 50
bad "--reset" "${run[@]}" --reset
bad "--keep 5" "${run[@]}" --keep 5 --out a.sqlite
bad "a.txt" "${run[@]}" --out a.txt
bad ".sqlite" "${run[@]}" --shard 1/2 --out a.csv
bad "name one strategy" "${data[@]}"
bad "name one strategy" "${run[@]}" --strategies '*'
bad "nosuch-*" --strategies 'nosuch-*' "${data[@]}"
bad "the bars" cross.cpp
bad "--cash 0" "${run[@]}" --cash 0
[ -z "$(ls ./*.sqlite* 2>/dev/null)" ] || fail "a file was made"
expect 3 sweep nosuch.cpp "${data[@]}"
says err "nosuch.cpp"
expect 3 sweep cross.cpp --data nosuch.csv
says err "nosuch.csv"

# A missing symbol names itself and what there is, before anything runs.
expect 0 data import "$sample/AAPL_observable.csv" --symbol AAPL
expect 3 sweep cross.cpp --symbols AAPL,SPY,QQQ --out a.sqlite
says err "no bars of SPY 1d, QQQ 1d; it has AAPL 1d"
expect 3 sweep cross.cpp --symbol AAPL --timeframe 1d,1h
says err "no bars of AAPL 1h"
bad "twice" cross.cpp --symbol AAPL,AAPL
bad "two commas" cross.cpp --symbol AAPL,,SPY

# Files that are somebody else's stay.
echo hello >mine.csv
echo hello >mine.sqlite
expect 0 discover --sample --only 'sma-*'
cp workspace/results.sqlite .
for file in mine.csv mine.sqlite results.sqlite; do
  cp $file before
  for reset in "" --reset; do
    code=0
    stratgen sweep "${run[@]}" --out $file $reset >out 2>err || code=$?
    [ $code = 2 ] || [ $code = 3 ] || fail "exit code $code for $file $reset"
    says err "$file"
    cmp $file before || fail "$file was changed"
  done
done
expect 3 sweep "${run[@]}" --out nosuch/a.sqlite
says err "cannot write nosuch/a.sqlite: No such file or directory"
mkdir a.sqlite
expect 3 sweep "${run[@]}" --out a.sqlite
