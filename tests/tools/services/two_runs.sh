#!/bin/bash
# Two runs at once on one workspace: each request is made once.
. "$(dirname "$0")/services.inc"

recorded_verdicts >wanted
echo '{"latency_ms": 100, "faults": [{"every": 6, "fault": {"type": "reset"}}]}' >slow.json
for family in openai anthropic; do
  serve "$family" slow.json
  "as_$family"
  export STRATGEN_WORKSPACE=$place/workspace-$family
  "$stratgen" discover --sample --json --jobs 3 >other 2>other.err &
  pid=$!
  expect 0 discover --sample --json --jobs 3
  wait $pid || fail "the other run: $(cat other.err)"
  verdicts | diff wanted - || fail "$family: other verdicts"
  mv other out
  verdicts | diff wanted - || fail "$family: other verdicts in the other run"
  [ "$(requests "$family" answered)" = 15 ] || fail "$family: not 15 answers"
  [ "$(requests "$family" repeated)" = 0 ] || fail "$family: an answer was asked for twice"
  [ "$(find "$STRATGEN_WORKSPACE/exchanges" -name '*.json' | wc -l)" = 15 ] || fail "$family: not 15 exchanges"
done
