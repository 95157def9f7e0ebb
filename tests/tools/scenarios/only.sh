#!/bin/bash
# --only takes a slug, a category or a pattern; what matches nothing is wrong usage.
. "$(dirname "$0")/common.inc"

count() { expect 0 discover --sample --json --only "$1"; json 'len(d["results"])'; }
[ "$(count sma-crossover)" = 1 ] || fail "a slug"
[ "$(count 'momentum/*')" = 2 ] || fail "a category"
[ "$(count '*reversion')" = 1 ] || fail "a pattern"
[ "$(count '*')" = 8 ] || fail "all"
expect 2 discover --sample --only 'nosuch*'
says err "no document in"
says err "matches 'nosuch*'"
