#!/bin/bash
# Two discover processes share one workspace.
. "$(dirname "$0")/common.inc"

results --workspace undisturbed >wanted
"$stratgen" discover --sample --jobs 2 >first.out 2>first.err &
first=$!
"$stratgen" discover --sample --jobs 2 >second.out 2>second.err &
second=$!
wait "$first" || fail "the first: $(cat first.err)"
wait "$second" || fail "the second: $(cat second.err)"
results | diff wanted - || fail "other results"
lacks first.out 'ERROR  '
lacks second.out 'ERROR  '
expect 0 discover --sample
says err "all 8 documents are done"
