#!/bin/bash
# A budget is a hard stop: what is spent stays below it, the run says so and ends with 7, and one with
# more money goes on from there.
. "$(dirname "$0")/services.inc"

echo '{"faults": [{"every": 5, "fault": {"type": "truncate"}}]}' >faults.json
for family in openai anthropic; do
  serve "$family" faults.json
  "as_$family"
  export STRATGEN_WORKSPACE=$place/workspace-$family
  expect 7 discover --sample --json --jobs 4 --budget 0.1
  says err "the budget of \$0.10 ends here"
  holds '0 < d["cost"]["spent"] <= 0.1'
  expect 7 discover --sample --json --budget 0
  holds 'd["cost"]["spent"] == 0'
  expect 0 discover --sample --json --budget 20
  holds 'd["counts"]["ERROR"] == 0 and len(d["results"]) == 8'
  [ "$(requests "$family" repeated)" = 0 ] || fail "$family: an answer was asked for twice"
  in_contract "$family"
done
