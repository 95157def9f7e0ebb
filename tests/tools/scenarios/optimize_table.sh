#!/bin/bash
# optimize takes what discover found to a judged choice of parameters, and backtest agrees with it.
. "$(dirname "$0")/common.inc"

expect 3 optimize --sample
says err "run stratgen discover first"
expect 0 discover --sample
expect 0 optimize --sample
[ "$(grep -c ' → ' err)" = 7 ] || fail "seven lines of progress"
says err "source → ranges → train → test → "
for column in "name" "category" "test" "train Sharpe" "test Sharpe" "discover" "change" "tried" "chosen"; do
  says out "$column"
done
lacks out "book-to-market-value"
says out "SPY: train 2000-01-03 to 2008-10-01, test 2008-10-02 to 2012-06-29"
says out " on the test part, in "
lacks out $'\033'
lacks err $'\033'

expect 0 optimize --sample --json
holds 'list(d) == ["results", "counts", "cost", "seconds"] and len(d["results"]) == 7'
holds 'd["counts"]["ERROR"] == 0'
holds 'all(3 <= len(v) <= 7 for r in d["results"] for v in r["param_ranges"].values())'
holds 'all(r["combinations"]["evaluated"] + r["combinations"]["rejected"] <= 200 for r in d["results"])'
holds 'any("because they go from 2000-01-03 to 2012-06-29" in a for a in d["results"][0]["adaptations"])'

# A single backtest of each part says the same, number for number.
cp out optimized.json
python3 - <<'P' >parts
import json
for r in json.load(open("optimized.json"))["results"]:
  slug = r["document"].split("/")[-1][:-3]
  params = " ".join(f"--param {name}={value:g}" for name, value in r["optimized_params"].items())
  for part in "train", "test":
    print(slug, part, r[part]["from"][:10], r[part]["to"][:10], params)
P
[ "$(wc -l <parts)" = 14 ] || fail "fourteen parts"
while read -r slug part from to params; do
  # shellcheck disable=SC2086
  expect 0 backtest "$slug" --from "$from" --to "$to" --cash 100000 --commission 0.001 $params --no-equity --json
  python3 - "$slug" "$part" <<'P' || fail "another result: $slug, $part"
import json, sys
stats = json.load(open("out"))["stats"]
[wanted] = [r for r in json.load(open("optimized.json"))["results"] if r["document"].endswith(sys.argv[1] + ".md")]
for name, value in wanted[sys.argv[2] + "_stats"].items():
  assert stats[name] == value, (name, stats[name], value)
P
done <parts
