#!/bin/bash
# export --format v4 writes the first stratgen's JSON, key for key.
. "$(dirname "$0")/common.inc"

expect 0 discover --sample
expect 0 export --format v4 "results é v4.json"
says out '8 results written to results é v4.json (v4)'
cp "results é v4.json" out
holds 'isinstance(d, list) and len(d) == 8'
holds 'all(list(r) == ["knowledge_doc", "name", "verdict", "reasons", "skipped", "error", "stats", "spec", "adaptations"] for r in d)'
holds 'all(list(r["stats"]) == ["Return [%]", "Sharpe Ratio", "Max. Drawdown [%]", "# Trades", "Win Rate [%]", "Buy & Hold Return [%]"] for r in d if r["stats"])'
holds 'all(list(r["spec"]) == ["name", "knowledge_ref", "universe", "timeframe", "entry_signal", "exit_signal", "stop_loss_pct", "position_size_pct", "params", "adaptations", "skipped"] for r in d)'
holds 'all(r["verdict"] in ("PASS", "MARGINAL", "FAIL", "SKIPPED", "ERROR") for r in d)'
holds '[r["skipped"] is None for r in d] == [r["verdict"] != "SKIPPED" for r in d]'
holds '[r["stats"] is None for r in d] == [r["verdict"] == "SKIPPED" for r in d]'
holds 'all(r["error"] is None for r in d)'
holds 'all(len(r["reasons"]) >= 1 and all(isinstance(x, str) for x in r["reasons"]) for r in d)'
holds 'all(all(isinstance(v, (int, float)) for v in r["spec"]["params"].values()) for r in d)'
expect 2 export --format v4 /dev/full
says err "/dev/full"
expect 2 export --format v4 "$place"
expect 2 export --format v7 x.json
echo old >target.json
ln -s target.json link.json
expect 0 export --format v4 link.json
[ -L link.json ] && [ "$(head -c 1 target.json)" = "[" ] || fail "the link's file was to be written"
