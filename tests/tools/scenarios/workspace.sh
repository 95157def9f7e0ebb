#!/bin/bash
# The workspace is the flag's, else the environment's, else ./.stratgen.
. "$(dirname "$0")/common.inc"

unset STRATGEN_WORKSPACE
one() { expect 0 discover --sample --only 'sma-*' "$@"; }
one
[ -f .stratgen/results.sqlite ] || fail "no ./.stratgen"
export STRATGEN_WORKSPACE="$place/from environment é"
one
[ -f "from environment é/results.sqlite" ] || fail "the environment's"
one --workspace "relative/and new"
[ -f "relative/and new/results.sqlite" ] || fail "the flag's"
mkdir target
ln -s target link
one --workspace link
[ -f target/results.sqlite ] || fail "a link's"
stratgen --workspace before discover --sample --only 'sma-*' >/dev/null 2>&1
[ -f before/results.sqlite ] || fail "before the command"
STRATGEN_WORKSPACE="" one
one --workspace ''
