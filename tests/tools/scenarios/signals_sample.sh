#!/bin/bash
# signals runs what optimize found to the end of its bars; why and weights on request.
. "$(dirname "$0")/common.inc"

expect 3 signals --sample
says err "run stratgen discover, then stratgen optimize"
expect 0 discover --sample
expect 3 signals --sample
expect 0 optimize --sample
expect 0 signals --sample
for column in strategy symbol signal since entry stop target unrealised "last bar" age "at the next open"; do
  says out "$column"
done
says out "SPY -> Nasdaq-100 index"
says out "as of the end of each market's bars"
lacks out $'\033'

expect 0 signals --sample --json
holds 'list(d) == ["as_of", "signals", "allocation"] and d["as_of"] is None and d["allocation"] is None'
holds '[s["rank"] for s in d["signals"]] == list(range(1, len(d["signals"]) + 1)) and 1 < len(d["signals"]) <= 5'
holds 'all(s["signal"] in ("LONG", "SHORT", "FLAT") and s["error"] is None for s in d["signals"])'
holds 'all(s["age_bars"] == 0 and s["why"] is not None for s in d["signals"])'
sorted='sorted(d["signals"], key=lambda s: (s["test_verdict"] != "PASS", -s["test_sharpe"]))'
holds "$sorted == d['signals']"

# A backtest with the same parameters and settings ends with the same position and orders.
cp out signals.json
python3 - <<'P' >each
import json
for s in json.load(open("signals.json"))["signals"]:
  params = " ".join(f"--param {k}={str(v).lower()}" for k, v in s["params"].items())
  print(s["slug"], s["position"]["units"] if s["position"] else 0.0, len(s["orders"]), params)
P
while read -r slug units orders params; do
  # shellcheck disable=SC2086
  expect 0 backtest "$slug" --cash 100000 --commission 0.001 $params --no-equity --json
  holds "sum(t['Size'] for t in d['open_trades']) == $units"
  holds "len([o for o in d['pending_orders'] if not o['Contingent']]) == $orders"
done <each

expect 0 signals --sample --top-n 2 --jobs 1 --json
cp out one.json
expect 0 signals --sample --top-n 2 --jobs 2 --json
cmp -s out one.json || fail "results depend on the number of threads"
expect 0 signals --sample --only rsi-mean-reversion
says out "parameters  "
says out "close  "

# Apple's bars begin after those of the index end.
expect 3 signals --sample --allocate risk-parity
says err "have 0 days in common"
for method in equal inverse-volatility risk-parity; do
  expect 0 signals --sample --only '*-m*' --allocate "$method" --json
  holds 'len(d["signals"]) >= 2'
  holds 'abs(sum(s["weight"] for s in d["signals"]) - 1) < 1e-9 and min(s["weight"] for s in d["signals"]) >= 0'
  holds "d['allocation']['method'] == '$method'"
  expect 0 signals --sample --only '*-m*' --allocate "$method"
  says out "Weights: $method"
done

expect 2 signals --sample --only 'nosuch*'
expect 2 signals --sample --allocate kelly
says err "risk-parity"
expect 2 signals --sample --as-of June
expect 2 signals --sample --top-n 0
# Scripts give all commands of the pipeline the same flags.
expect 0 signals --sample --provider replay --max-tries 10 --reset
