#!/bin/bash
# Quarters of 63 sessions at a broker that fails in every way, with a run that is killed 200 times: see
# trading_quarter.py. Accounts with orders of all styles trade at the same time and come to 63 sessions
# together; with STRATGEN_QUARTER=full each of them trades all 63 and is killed 210 times, and every kind
# of fault has to have come.
. "$(dirname "$0")/trading.inc"
trading_workspace
mv workspace recorded
rm -rf home/knowledge/strategies home/generated
python3 -B "$here/turning_strategies.py" home
expect 0 data import "$daily"/{SPY,JPM,SSO}.csv
expect 0 discover --provider replay
expect 0 optimize --provider replay
mv workspace turning

export PYTHONPATH=$(dirname -- "$standin")
sessions=11 kills=35 # of each account
[ "${STRATGEN_QUARTER:-}" != full ] || { sessions=63 kills=210; }
accounts=0 quarters=()
while read -r band style programs; do
  accounts=$((accounts + 1))
  cp -r "$programs" "account-$accounts"
  python3 -B "$here/trading_quarter.py" "$stratgen" "$daily" "$place/account-$accounts" $sessions $kills 0.05 \
    "$accounts" "$band" "$style" "$programs" >"figures-$accounts" 2>"errors-$accounts" &
  quarters+=($!)
done <<'A'
0 market recorded
0.02 market recorded
0 market turning
0.02 bracket turning
0.02 limit turning
0.02 twap turning
A
failed=
for ((i = 1; i <= accounts; ++i)); do
  wait "${quarters[i - 1]}" || failed="$failed $i"
  cat "figures-$i"
  cat "errors-$i" >&2
  [ ! -s "account-$i/requests.jsonl" ] || python3 -B "$standin" check "account-$i/requests.jsonl" | tail -1
done
[ -z "$failed" ] || fail "quarters$failed"
[ "$sessions" = 11 ] || python3 -B "$here/quarter_faults.py" figures-*
