#!/bin/bash
# What a broker refuses, and what the user forbids: each has an outcome that is told and an exit code.
. "$(dirname "$0")/trading.inc"
trading_workspace
cp -r workspace prepared

broker plain
run 0 --dry-run
says out "would send"
sent plain 0
run 0
sent plain 2
logged "0 done"
state 'len(d["positions"]) == 2 and all(o["status"] == "filled" for o in d["orders"])'
run 0
sent plain 2
touch workspace/STOP
control clock '{"now": "2025-05-29T14:00:00Z"}'
run 7 --band 0
says out "kill_switch"
sent plain 2
rm workspace/STOP
touch elsewhere
run 7 --band 0 --kill-switch elsewhere
sent plain 2
in_contract plain

broker partial '{"alpaca": {"fills": [{"symbol": "JPM", "nth": 1, "steps": [{"frac": 0.4}, {"wait": 1}, {"frac": 0.3}, {"status": "canceled"}]}]}}'
# What is left goes out again.
run 0
says err "canceled"
sent partial 3
state '{p["symbol"]: float(p["qty"]) for p in d["positions"]}["JPM"] == 126.116719075'
in_contract partial

broker rejected '{"alpaca": {"fills": [{"symbol": "JPM", "steps": [{"status": "rejected"}]}]}}'
run 6
says err "rejected"
logged "6 not all orders were taken"

refusal='{"faults": [{"method": "POST", "path": "/v2/orders$", "fault": {"type": "status", "status": %s, "body": {"code": %s, "message": "%s"}}}]}'
while read -r name status code message; do
  # shellcheck disable=SC2059
  broker "$name" "$(printf "$refusal" "$status" "$code" "$message")"
  run 6
  says err "$message"
  logged "6 not all orders were taken"
  sent "$name" 2
done <<'E2'
forbidden 403 40310000 insufficient buying power
unprocessable 422 42210000 asset is not tradable
wash 403 40310000 potential wash trade detected. use complex orders
E2

broker busy '{"faults": [{"method": "POST", "nth": [1, 2], "fault": {"type": "status", "status": 429, "retry_after": 1}}]}'
run 0
sent busy 4
state 'len(d["orders"]) == 2'

broker lost '{"faults": [{"method": "POST", "nth": 1, "fault": {"type": "status", "status": 500, "apply": true}},
  {"method": "POST", "nth": 2, "fault": {"type": "reset", "apply": true}}]}'
run 0
sent lost 2
state 'len(d["orders"]) == 2'

broker broken '{"faults": [{"method": "GET", "path": "/v2/account$", "from": 2, "fault": {"type": "status", "status": 500}}]}'
run 6
sent broken 0

broker closed '{"clock": {"now": "2025-05-23T23:00:00Z"}}'
run 7 --limit require_open=true
sent closed 0
run 0
logged "0 orders wait to be filled"
run 0
sent closed 2

broker gone '{"alpaca": {"assets": {"JPM": {"status": "inactive", "tradable": false}}}}'
run 6
says err "JPM"
sent gone 1

broker blocked '{"alpaca": {"account": {"trading_blocked": true}}}'
run 6
says err "blocked"
sent blocked 0

broker keys
APCA_API_SECRET_KEY=anotherwrongkey run 6
says err "401"
lacks err anotherwrongkey

# Limits by flag and by file.
broker limited
run 7 --limit max_symbol_exposure=0.1
says err "max_symbol_exposure"
sent limited 0
echo '{"max_gross_exposure": 0.2}' >limits.json
run 7 --limits limits.json
says err "max_gross_exposure"
run 2 --limit max_nonsense=1
run 0 --limits limits.json --limit max_gross_exposure=1

# Money is traded on purpose only; nothing here leaves this machine.
run 2 --live --i-understand --limits limits.json
says err "--live"
for flags in "" "--live" "--live --i-understand" "--i-understand --limits limits.json"; do
  # shellcheck disable=SC2086
  APCA_API_BASE_URL=https://api.alpaca.invalid run 2 $flags
  says err "--i-understand"
done

# Alerts: by a command, and by a webhook.
broker alerts '{"routes": [{"path": "^/hook$", "method": "POST", "body": {"ok": true}}]}'
run 0 --notify "cat >>told" --notify "$url/hook"
says told "filled"
says alerts.jsonl '"path":"/hook"'
control clock '{"now": "2025-05-29T14:00:00Z"}'
run 7 --band 0 --limit max_orders_per_run=0 --notify "cat >>told"
says told "stratgen: limit"

[ -z "$(grep -rl "$APCA_API_SECRET_KEY" workspace state ./*.jsonl 2>/dev/null)" ] || fail "the secret key is in a file"
