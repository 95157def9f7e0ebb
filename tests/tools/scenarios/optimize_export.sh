#!/bin/bash
# export --format v5 writes the first stratgen's JSON, key for key.
. "$(dirname "$0")/common.inc"

expect 3 export --format v5 v5.json
says err "run stratgen optimize first"
expect 0 discover --sample
expect 3 export --format v5 v5.json
expect 0 optimize --sample
expect 0 export --format v5 v5.json
says out '7 results written to v5.json (v5)'
expect 0 export --format v4 v4.json
cp v5.json out
holds 'isinstance(d, list) and len(d) == 7'
holds 'all(list(r) == ["knowledge_doc", "name", "v4_verdict", "v4_sharpe", "v4_params", "param_ranges", "optimized_params", "train_stats", "test_stats", "test_verdict", "test_reasons", "sharpe_improvement", "error"] for r in d)'
stats='["Return [%]", "Sharpe Ratio", "Max. Drawdown [%]", "# Trades", "Win Rate [%]", "Buy & Hold Return [%]"]'
holds "all(list(r[part]) == $stats for r in d for part in ('train_stats', 'test_stats'))"
holds 'all(r["v4_verdict"] in ("PASS", "MARGINAL") and r["test_verdict"] in ("PASS", "MARGINAL", "FAIL") for r in d)'
holds 'all(abs(r["test_stats"]["Sharpe Ratio"] - r["v4_sharpe"] - r["sharpe_improvement"]) < 1e-12 for r in d)'
holds 'all(r["optimized_params"].keys() == r["v4_params"].keys() >= r["param_ranges"].keys() for r in d)'
holds 'all(r["optimized_params"][k] in v for r in d for k, v in r["param_ranges"].items())'
holds 'all(r["error"] is None and isinstance(r["test_reasons"][0], str) for r in d)'
# What discover says of a document is what optimize compares with.
holds 'all(r["v4_sharpe"] == v["stats"]["Sharpe Ratio"] and r["v4_params"] == v["spec"]["params"] for r in d for v in json.load(open("v4.json")) if v["knowledge_doc"] == r["knowledge_doc"])'
