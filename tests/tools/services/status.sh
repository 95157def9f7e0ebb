#!/bin/bash
# status shows the account at the broker with what the log of runs knows of it, and never a key.
. "$(dirname "$0")/services.inc"

export APCA_API_KEY_ID=PKTESTABCDEFGHIJKLMN APCA_API_SECRET_KEY=alpacasecret0123456789abcdefghijklmnopqr
export XDG_STATE_HOME=$place/state

expect 2 status --watch --json
says err '--watch is for people'

# broker NAME FAULTS: a stand-in with an account, which the next commands ask.
broker() {
  cat >"$1.scenario.json" <<JSON
{"seed": 1, "clock": {"now": "2025-06-30T15:00:00Z"},
 "keys": {"alpaca_id": "$APCA_API_KEY_ID", "alpaca_secret": "$APCA_API_SECRET_KEY"},
 "alpaca": {"cash": "40000", "prices": {"SPY": "500", "GLD": "200"},
            "positions": {"SPY": {"qty": "100", "avg_entry_price": "480"},
                          "GLD": {"qty": "50", "avg_entry_price": "210"}},
            "account": {"last_equity": "101000"}},
 "faults": ${2:-[]}}
JSON
  rm -f "$1.port"
  python3 -B "$standin" serve --scenario "$1.scenario.json" --port-file "$1.port" --log "$1.jsonl" >"$1.standin" 2>&1 &
  standins+=($!)
  for _ in $(seq 200); do
    [ ! -s "$1.port" ] || break
    sleep 0.05
  done
  export APCA_API_BASE_URL=http://127.0.0.1:$(cat "$1.port")/alpaca APCA_API_DATA_URL=http://127.0.0.1:$(cat "$1.port")/alpaca-data
}

# Before the first run.
broker fresh
expect 0 status
says out 'Equity 100,000.00   cash 40,000.00'
says out 'Today -1,000.00 (-0.99%)   total -'
says out 'Exposure: gross 60.0%, net 60.0%'
says out 'No open orders.'
says out 'not of a strategy 100'
says out 'No run yet.'
says out 'Nobody trades the account now.'

# With a run in the log, which has bought 90 SPY: SPY is of two strategies and somebody else, GLD of nobody.
expect 0 status --json
account=$(json 'd["account"]["id"]')
python3 - "$account" <<'PYTHON'
import sqlite3, sys
db = sqlite3.connect("workspace/trading.sqlite")
account = sys.argv[1]
db.execute("insert into run values (1, ?, 1751290200, 1751290260, 0, 1, 104000, 105000, 'done', 0)", [account])
for position, (strategy, target, error) in enumerate([("a/sma.md", 60, ""), ("b/rsi.md", 30, ""), ("c/gap.md", 0, "bars of QQQ are missing")]):
    db.execute("insert into signal values (1, ?, ?, ?, ?, 0.5, 0.6, 500, 1751241600, ?, ?)",
               [position, strategy, "QQQ" if error else "SPY", "" if error else "LONG", target * 10**9, error])
db.execute("insert into intent values ('sg-1-0', 1, 'SPY', 'buy', 90000000000, 'market', 'day', 0, 0, 0, 1751241600, 500, 1751290200, 'filled', 'b', 90000000000, 500, '', 0, 0)")
db.execute("insert into equity values (?, 1751290200, 104000)", [account])
db.commit()
PYTHON
expect 0 status --json --limit max_gross_exposure=0.75 --provider any --top-n 3 --max-tries 2 --jobs 1 --only '*' --reset
holds 'd["account"]["paper"] and d["account"]["equity"] == 100000 and d["account"]["profit_today"] == -1000 and d["account"]["profit_total"] == -4000'
holds 'd["market"]["open"] and d["market"]["next_close"] == "2025-06-30T20:00:00Z"'
holds '[p["strategies"] for p in d["positions"] if p["symbol"] == "SPY"] == [[{"strategy": "a/sma.md", "qty": 60}, {"strategy": "b/rsi.md", "qty": 30}, {"strategy": None, "qty": 10}]]'
holds 'd["exposure"] == {"gross": 0.6, "net": 0.6}'
holds '{l["limit"]: round(l["used"], 6) for l in d["limits"]} == {"max_gross_exposure": 0.8, "max_net_exposure": 0.588235, "max_symbol_exposure": 0.490196, "max_strategy_exposure": 0.294118, "max_daily_loss": 0.19802, "max_drawdown": 0.192308, "max_orders_per_run": 0.02}'
holds 'd["last_run"]["outcome"] == "done" and [s["signal"] for s in d["last_run"]["signals"]] == ["LONG", "LONG", "ERROR"] and d["lease"] is None'
expect 0 status
says out 'sma 60, rsi 30, not of a strategy 10'
says out 'gap: bars of QQQ are missing'
says out 'total -4,000.00 (-3.85%) since 2025-06-30'

# Watching ends with Ctrl-C, and goes on where the broker is gone for a while.
code=0
timeout --signal=INT 3 "$stratgen" status --watch 0.5 >out 2>err </dev/null || code=$?
[ "$(grep -c '^Account' out)" -ge 2 ] || fail "it was shown once"

# A limit that does not exist, a key that is wrong, a broker that is gone.
expect 2 status --limit max_fun=1
says err 'max_fun'
APCA_API_KEY_ID=PKWRONGWRONGWRONGWRO expect 6 status
silent out
kill "${standins[@]}" && wait "${standins[@]}" 2>/dev/null || true
expect 6 status
! grep -rqF -e "$APCA_API_SECRET_KEY" -e "$APCA_API_KEY_ID" workspace state out err || fail "a key was written"
