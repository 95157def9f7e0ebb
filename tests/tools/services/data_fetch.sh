#!/bin/bash
# Bars come from each source, also through its faults: only what is missing, nothing twice, no key anywhere.
. "$(dirname "$0")/services.inc"

samples=$(dirname "$standin")/samples
tiingo_key=tiingo-0123456789abcdef
alpaca_key=PKTESTABCDEFGHIJKLMN
alpaca_secret=alpacasecret0123456789abcdefghijklmnopqr
vantage_key=VANTAGE0123456789
export STRATGEN_WORKSPACE=$place/workspace

# stand NAME FAULTS: a stand-in of the market data with these faults; the next runs ask it.
stand() {
  python3 -B - "$samples" "$2" >"$1.scenario.json" <<'PYTHON'
import json, sys
samples, faults = sys.argv[1:]
def route(path, file, **query):
    return {"path": path, "query": query, "body_file": f"{samples}/{file}",
            "content_type": "text/csv" if file.endswith("csv") else "application/json"}
print(json.dumps({
    "seed": 1, "clock": {"now": "2024-06-10T22:45:00Z"},
    "keys": {"alpaca_id": "PKTESTABCDEFGHIJKLMN", "alpaca_secret": "alpacasecret0123456789abcdefghijklmnopqr"},
    "bars": {"SPY": {"start": "2024-01-02", "count": 90, "price": 470, "vol": 0.01},
             "QQQ": {"start": "2024-01-02", "count": 90, "price": 400, "vol": 0.01}},
    "yahoo": {"SPY": {"adj_factor": 0.98}, "QQQ": {"null_rows": [3, 4], "no_adjclose": True},
              "GONE": {"delisted": True}, "NONE": {"bars": "SPY", "empty": True}},
    "routes": [route("/q/d/l/", "stooq_daily.csv", s="aapl\\.us"),
               {"path": "/q/d/l/", "body": "No data", "content_type": "text/html"},
               route("/tiingo/daily/AAPL/prices", "tiingo_daily_prices.json"),
               route("/api/v3/klines", "binance_klines.json", symbol="BTCUSDT"),
               {"path": "/api/v3/klines", "status": 400, "body": json.dumps({"code": -1121, "msg": "Invalid symbol."})},
               route("/0/public/OHLC", "kraken_ohlc.json", pair="XBTUSD"),
               route("/query", "other/alphavantage_daily_adjusted.json", symbol="IBM"),
               route("/query", "alphavantage_information_premium.json", symbol="PAID"),
               route("/query", "other/alphavantage_note.json", symbol="BUSY")],
    "faults": json.loads(faults or "[]")}))
PYTHON
  python3 -B "$standin" serve --scenario "$1.scenario.json" --port-file "$1.port" --log "$1.jsonl" >"$1.standin" 2>&1 &
  standins+=($!)
  for _ in $(seq 200); do
    [ ! -s "$1.port" ] || break
    sleep 0.05
  done
  local at=http://127.0.0.1:$(cat "$1.port")
  export YAHOO_BASE_URL=$at STOOQ_BASE_URL=$at BINANCE_BASE_URL=$at KRAKEN_BASE_URL=$at TIINGO_BASE_URL=$at
  export ALPHAVANTAGE_BASE_URL=$at APCA_API_DATA_URL=$at/alpaca-data
  export TIINGO_API_KEY=$tiingo_key ALPHAVANTAGE_API_KEY=$vantage_key APCA_API_KEY_ID=$alpaca_key APCA_API_SECRET_KEY=$alpaca_secret
}
at() { printf 'd["fetched"][%s]' "$1"; }

stand plain ""
expect 0 data fetch SPY QQQ --from 2024-01-01 --json
holds "$(at 0)['rows'] == 90 and $(at 0)['adjustment'] == 'full' and $(at 0)['added'] == 90"
holds "$(at 1)['rows'] == 88 and $(at 1)['adjustment'] == 'splits' and 'no adjusted prices' in $(at 1)['notes'][0]"
before=$(count plain)
expect 0 data fetch SPY --from 2024-01-01 --json
holds "$(at 0)['added'] == 0 and not $(at 0)['restated'] and $(at 0)['rows'] == 90"
[ "$(count plain)" = $((before + 1)) ] || fail "more than one request for nothing new"
expect 0 data fetch SPY --source alpaca --from 2024-01-01 --json
holds "$(at 0)['rows'] == 90 and $(at 0)['source'] == 'alpaca' and $(at 0)['adjustment'] == 'full'"
expect 0 data fetch AAPL --source stooq --from 2024-01-01 --to 2024-02-01 --json
holds "$(at 0)['rows'] == 3"
expect 0 data fetch AAPL --source tiingo --from 2024-01-01 --to 2024-02-01 --json
holds "$(at 0)['rows'] == 1"
expect 0 data fetch BTCUSDT --source binance --timeframe 1wk --json
holds "$(at 0)['rows'] == 2"
expect 0 data fetch BTC-USD --source kraken --timeframe 1m --from 2023-07-06 --to 2023-07-07 --json
holds "$(at 0)['rows'] == 2"
expect 0 data fetch IBM --source alphavantage --from 2024-01-01 --to 2024-02-01 --json
holds "$(at 0)['adjustment'] == 'full'"
expect 0 data list --json
holds "len(d['bars']) >= 6"

# What cannot be had is named, the others come.
expect 6 data fetch GONE SPY --from 2024-01-01 --json
holds "'delisted' in $(at 0)['error'] and $(at 1)['error'] is None"
expect 3 data fetch NONE --from 2024-01-01
says err "there are no 1d bars of NONE from 2024-01-01T00:00:00Z"
expect 3 data fetch ZZZZ --source stooq --from 2024-01-01
expect 6 data fetch NOPE --source binance --from 2024-01-01
says err "Invalid symbol."
expect 6 data fetch PAID --source alphavantage --from 2024-01-01
says err "premium"
expect 2 data fetch SPY --source tiingo --timeframe 1h
says err "tiingo has no 1h bars; it has 1d"
expect 2 data fetch SPY --source nowhere
expect 2 data fetch SPY --from 2024-02-01 --to 2024-01-01
TIINGO_API_KEY='' expect 2 data fetch SPY --source tiingo
says err "tiingo: set TIINGO_API_KEY in the environment or in .env"
in_contract plain

# Faults that pass change nothing but the time; a source that stays broken is an error of the service.
expect 0 backtest sma-crossover --symbol SPY --json --no-equity
cp out wanted
n=0
for fault in '"type":"status","status":429,"retry_after":0' '"type":"status","status":503' '"type":"truncate","bytes":400' \
  '"type":"html"' '"type":"reset"' '"type":"mid_reset","bytes":100' '"type":"close"' '"type":"empty"' \
  '"type":"invalid_json","mode":"cut"' '"type":"gzip"'; do
  n=$((n + 1))
  stand "fault$n" "[{\"service\":\"yahoo\",\"nth\":1,\"fault\":{$fault}}]"
  export STRATGEN_WORKSPACE=$place/workspace-$n
  expect 0 data fetch SPY --from 2024-01-01 --json
  holds "$(at 0)['rows'] == 90"
  expect 0 backtest sma-crossover --symbol SPY --json --no-equity
  cmp out wanted || fail "other bars after $fault"
done
# discover brings what it lacks, once a source is named; without one it says which command does.
stand missing ""
export STRATGEN_WORKSPACE=$place/workspace-missing
expect 0 discover --only '*/sma-crossover' --provider replay --json
holds '"stratgen data fetch SPY" in d["results"][0]["error"]'
STRATGEN_DATA_SOURCE=yahoo expect 0 discover --only '*/sma-crossover' --provider replay --json --from 2024-01-01
holds 'd["results"][0]["bars"][0]["symbol"] == "SPY" and d["results"][0]["error"] is None'
[ "$(count missing)" = 1 ] || fail "not one request"
STRATGEN_DATA_SOURCE=nowhere expect 2 discover --only '*/sma-crossover' --provider replay
says err "STRATGEN_DATA_SOURCE: there is no source"

stand dead '[{"service":"yahoo","fault":{"type":"html"}}]'
export STRATGEN_WORKSPACE=$place/workspace-dead
expect 6 data fetch SPY --from 2024-01-01
says err "502: a page of HTML"

# No key in any file or output.
for key in "$tiingo_key" "$alpaca_key" "$alpaca_secret" "$vantage_key"; do
  ! grep -rlF -- "$key" "$place"/workspace* "$place"/out "$place"/err || fail "a key was written"
done
