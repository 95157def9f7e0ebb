#!/bin/bash
# The first run takes the eight documents to a table that says where the results lie.
. "$(dirname "$0")/common.inc"

expect 0 discover --sample
[ "$(grep -c ' → ' err)" = 8 ] || fail "eight lines of progress"
says err "[8/8]"
for column in name category verdict Sharpe return drawdown trades time reason; do says out "$column"; done
says out "book-to-market-value          value-fundamental   SKIPPED        -"
says out " PASS, "
says out "Results: $STRATGEN_WORKSPACE/results.sqlite"
[ -f workspace/results.sqlite ] || fail "no results"
[ "$(find workspace/generated -name strategy.cpp | wc -l)" = 7 ] || fail "seven sources"
lacks out $'\033'
lacks err $'\033'
