#!/bin/bash
# A quarter of 63 sessions at a broker that fails in every way, with a run that is killed 200 times: see
# trading_quarter.py. Three accounts trade at the same time and come to 63 sessions together; with
# STRATGEN_QUARTER=full each of them trades all 63 and is killed 210 times.
. "$(dirname "$0")/trading.inc"
trading_workspace

sessions=21 kills=70
[ "${STRATGEN_QUARTER:-}" != full ] || { sessions=63 kills=210; }
quarters=()
for quarter in "1 0" "2 0.02" "3 0"; do
  read -r seed band <<<"$quarter"
  cp -r workspace "account-$seed"
  python3 -B "$here/trading_quarter.py" "$stratgen" "$standin" "$daily" "$place/account-$seed" \
    $sessions $kills 0.05 "$seed" "$band" >"figures-$seed" 2>"errors-$seed" &
  quarters+=($!)
done
failed=
for i in 0 1 2; do
  wait "${quarters[i]}" || failed="$failed $((i + 1))"
  cat "figures-$((i + 1))"
  cat "errors-$((i + 1))" >&2
  [ ! -s "account-$((i + 1))/requests.jsonl" ] ||
    python3 -B "$standin" check "account-$((i + 1))/requests.jsonl" | tail -1
done
[ -z "$failed" ] || fail "quarters of seeds$failed"
