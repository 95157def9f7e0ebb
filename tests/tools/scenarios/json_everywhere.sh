#!/bin/bash
# --json prints exactly one JSON document on standard output, on every command.
. "$(dirname "$0")/common.inc"

one() {
  expect "$@" --json
  python3 -m json.tool out >/dev/null || fail "not one JSON document: $*"
}
one 0 discover --sample
holds 'list(d) == ["results", "counts", "cost", "seconds"] and d["counts"]["SKIPPED"] == 1'
one 0 discover --sample
one 0 optimize --sample
holds 'list(d) == ["results", "counts", "cost", "seconds"] and len(d["results"]) == 7'
one 0 signals --sample
holds 'list(d) == ["as_of", "signals", "allocation"]'
one 0 export --format v4 results.json
holds 'd == {"file": "results.json", "format": "v4", "results": 8}'
one 0 check sma-crossover
holds 'd["ok"] is True and d["diagnostics"] == [] and d["compile_ms"] > 0'
one 0 inspect sma-crossover
holds 'd["compiles"] and d["provenance"]["origin"] == "written with the project"'
one 0 inspect sma-crossover --spec
holds 'd["params"] == {"fast": 20, "slow": 50}'
one 0 inspect sma-crossover --source
holds '"STRATGEN_STRATEGY" in d["source"]'
one 0 backtest sma-crossover --data "$sample/AAPL_observable.csv"
holds 'len(d["equity"]) == 1260 and d["strategy"] == "MovingAverageCrossover"'
one 0 data import "$sample/AAPL_observable.csv" --symbol AAPL
holds 'd["imported"][0]["rows"] == 1260'
one 0 data verify
one 0 data repair AAPL
one 0 data list
holds 'd["bars"][0]["symbol"] == "AAPL"'
one 0 capsule sma-crossover -o sma.json
holds 'd["document"] == "strategies/momentum/sma-crossover.md" and d["answers"] >= 2'
one 0 capsule verify sma.json
holds 'd["same"] is True'
one 0 doctor
holds 'list(d) == ["answers_from", "providers", "fetches_from", "sources", "house"]'
echo 'int x;' >bad.cpp
one 4 check bad.cpp
holds 'not d["ok"] and set(d["diagnostics"][0]) >= {"rule", "line", "column", "message", "hint"}'
printf 'int \377;' >bytes.cpp
one 0 inspect bytes.cpp --source
one 4 check bytes.cpp
