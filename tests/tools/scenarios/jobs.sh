#!/bin/bash
# Every number of jobs gives the same results.
. "$(dirname "$0")/common.inc"

results --jobs 1 >one
[ "$(wc -l <one)" = 8 ] || fail "eight results"
for jobs in 2 4 256; do
  results --jobs $jobs --reset | diff one - || fail "--jobs $jobs differs"
done
for jobs in 0 -3 257 2.5 many 99999999999; do
  expect 2 discover --sample --jobs "$jobs"
  says err "--jobs"
done
