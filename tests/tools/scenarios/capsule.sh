#!/bin/bash
# A capsule replays in an empty workspace to the same numbers; what was changed in it is named.
. "$(dirname "$0")/common.inc"

expect 3 capsule sma-crossover -o sma.json
says err "no result of sma-crossover"
expect 0 discover --sample --only 's*'
expect 0 capsule momentum/sma-crossover -o sma.json
says out "strategies/momentum/sma-crossover.md"
expect 2 capsule sma-crossover

export STRATGEN_WORKSPACE=$place/empty
expect 0 capsule verify sma.json
says out "numbers are the same"
expect 0 capsule verify sma.json --json
holds 'd["same"] and d["replayed"] and d["compared"] > 40 and not d["differences"] and not d["others"]'
holds '{"Sharpe Ratio", "verdict", "bars SPY 1d"} <= {n["name"] for n in d["numbers"]}'
[ ! -e empty/results.sqlite ] || fail "verify wrote to the workspace"
ls "${TMPDIR:-/tmp}"/stratgen-capsule-* 2>/dev/null && fail "verify left its folder"

# changed NAME EXPRESSION: a copy of the capsule with a change to `d`.
changed() {
  python3 -c 'import json, sys
d = json.load(open("sma.json"))
exec(sys.argv[2])
json.dump(d, open(sys.argv[1], "w"))' "$1" "$2"
}
changed stat.json 'd["result"]["stats"]["Sharpe Ratio"] += 1e-15'
expect 5 capsule verify stat.json
says out "Sharpe Ratio"
says err "1 of "
changed settings.json 'd["run"]["settings"]["engine"]["commission"]["relative"] = 0.002'
expect 5 capsule verify settings.json --json
holds '"Return [%]" in d["differences"] and "source" not in d["differences"]'
changed source.json 'd["source"] = d["source"].replace("close", "open ", 1)'
expect 3 capsule verify source.json
says err "source.json: the source is not the one of the result"
changed bars.json 'd["run"]["bars"][0]["hash"] = "0" * 64'
expect 3 capsule verify bars.json
says err "bars SPY 1d"
changed stored.json 'd["run"]["bundled_bars"] = False'
expect 3 capsule verify stored.json
changed prompt.json '
import hashlib
p = d["prompts"][0]
p["text"] += "more"
p["hash"] = hashlib.sha256(p["text"].encode()).hexdigest()'
expect 0 capsule verify prompt.json
says out "prompt "
for name in ../../escaped /etc/escaped 'a/b' '..' ''; do
  changed path.json "d['answers'][0]['name'] = '$name'"
  expect 3 capsule verify path.json
  changed path.json "d['result']['slug'] = '$name'"
  expect 3 capsule verify path.json
done
head -c 3000 sma.json >half.json
expect 3 capsule verify half.json
expect 3 capsule verify missing.json
expect 3 capsule verify /dev/zero

# A result that is not what is there now.
export STRATGEN_WORKSPACE=$place/workspace
echo "One more sentence." >>home/knowledge/strategies/momentum/sma-crossover.md
expect 3 capsule sma-crossover -o sma2.json
says err "run stratgen discover"
[ ! -e sma2.json ] || fail "a capsule of a stale result"
