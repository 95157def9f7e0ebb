#!/bin/bash
# Closed standard streams and a full disk behind them are survived, and not passed off as done.
. "$(dirname "$0")/common.inc"

stratgen discover --sample >&- 2>&- <&- || fail "all closed: $?"
expect 0 discover --sample
says err "all 8 documents are done"
stratgen check sma-crossover <&- >out || fail "standard input closed"
says out ok
code=0
stratgen data list >/dev/full 2>err || code=$?
[ "$code" = 3 ] || fail "exit code $code"
says err "standard output"
stratgen discover --sample 2>err | head -1 >out || true
stratgen backtest sma-crossover --data "$sample/FB_techan.csv" --json 2>err | head -c 10 >out || true
says out '{"strategy'
silent err
