#!/bin/bash
# The first run takes all documents to a table that says where the results lie.
. "$(dirname "$0")/common.inc"

expect 0 discover --sample
[ "$(grep -c ' → ' err)" = "$documents" ] || fail "a line of progress for each"
says err "[$documents/$documents]"
for column in name category verdict Sharpe return drawdown trades time reason; do says out "$column"; done
says out "book-to-market-value          value-fundamental   SKIPPED        -"
says out " PASS, "
says out "Results: $STRATGEN_WORKSPACE/results.sqlite"
[ -f workspace/results.sqlite ] || fail "no results"
[ "$(find workspace/generated -name strategy.cpp | wc -l)" -ge 7 ] || fail "seven sources and more"
lacks out $'\033'
lacks err $'\033'
