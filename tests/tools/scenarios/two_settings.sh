#!/bin/bash
# Two discover processes with different settings on one workspace each report their own results.
. "$(dirname "$0")/common.inc"

equity() { python3 -c 'import json, sys
print(*[r["stats"].get("Equity Final [$]") for r in json.load(open(sys.argv[1]))["results"]])' "$1"; }
stratgen discover --sample --json --workspace alone1 >wanted1 2>/dev/null
stratgen discover --sample --json --workspace alone2 --cash 5000 >wanted2 2>/dev/null
for _ in 1 2 3; do
  "$stratgen" discover --sample --json >got1 2>err &
  first=$!
  "$stratgen" discover --sample --json --cash 5000 >got2 2>err2 &
  second=$!
  wait "$first" || fail "the first"
  wait "$second" || fail "the second"
  [ "$(equity got1)" = "$(equity wanted1)" ] || fail "the first reports others' results"
  [ "$(equity got2)" = "$(equity wanted2)" ] || fail "the second reports others' results"
done
