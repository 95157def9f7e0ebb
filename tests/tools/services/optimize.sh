#!/bin/bash
# Optimize asks for ranges as discover asks for programs: it comes to the same as with the recordings,
# and nothing is asked twice, neither here nor where other settings make it begin anew.
. "$(dirname "$0")/services.inc"

choices() { json '"\n".join("%s %s %s" % (r["document"], r["test_verdict"], r["optimized_params"]) for r in d["results"])'; }
expect 0 discover --sample --provider replay
expect 0 optimize --sample --provider replay --json
choices >wanted
echo '{"faults": [{"every": 4, "fault": {"type": "truncate"}}]}' >faults.json
for family in openai anthropic; do
  serve "$family" faults.json
  "as_$family"
  export STRATGEN_WORKSPACE=$place/workspace-$family
  expect 0 discover --sample
  expect 0 optimize --sample --json
  choices | diff wanted - || fail "$family: other choices"
  before=$(count "$family")
  expect 0 optimize --sample --json --max-tries 199
  choices | diff wanted - || fail "$family: other choices the second time"
  [ "$(count "$family")" = "$before" ] || fail "$family: asked again"
  [ "$(requests "$family" repeated)" = 0 ] || fail "$family: an answer was asked for twice"
  in_contract "$family"
done
