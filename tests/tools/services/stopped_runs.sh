#!/bin/bash
# After Ctrl-C and after SIGKILL at any moment the next run goes on: nothing that came is lost or asked
# for again, but for what was under way when a run was killed.
. "$(dirname "$0")/services.inc"

jobs=4
recorded_verdicts >wanted
echo '{"latency_ms": 100, "faults": [{"every": 9, "fault": {"type": "status", "status": 503}}]}' >slow.json
RANDOM=20261121
# stop SIGNAL: begins a run and sends it the signal at some moment.
stop() {
  "$stratgen" discover --sample --jobs $jobs >/dev/null 2>err &
  local pid=$! code=0
  sleep "0.$((100 + RANDOM % 600))"
  kill "-$1" "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || code=$?
  case $1-$code in INT-0 | INT-130 | KILL-0 | KILL-137) ;; *) fail "exit code $code after $1" ;; esac
}
for family in openai anthropic; do
  for signal in INT KILL; do
    serve "$family-$signal" slow.json
    "as_$family"
    export STRATGEN_WORKSPACE=$place/workspace-$family-$signal
    for _ in 1 2 3 4; do stop $signal; done
    expect 0 discover --sample --json
    verdicts | diff wanted - || fail "$family: other verdicts after $signal"
    repeated=$(requests "$family-$signal" repeated)
    [ "$signal" = KILL ] && allowed=$((4 * jobs)) || allowed=0
    [ "$repeated" -le "$allowed" ] || fail "$family: $repeated answers asked for twice after $signal"
    [ "$(find "$STRATGEN_WORKSPACE/exchanges" -name '*.json' | wc -l)" = 15 ] || fail "$family: not 15 exchanges"
  done
done
