#!/bin/bash
# The log of a run is one JSON object a line; its costs, those of the results and those of the exchanges
# are what the tokens cost by the prices of the model, and add up.
. "$(dirname "$0")/services.inc"

cat >added.json <<'EOT'
{"completions": [{"match": "{extract}strategies/momentum/sma-crossover", "text": "", "refusal": "No.", "finish_reason": "refusal"}],
 "faults": [{"every": 5, "fault": {"type": "status", "status": 503}}]}
EOT
for family in openai anthropic; do
  serve "$family" added.json
  "as_$family"
  [ "$family" = openai ] && model=gpt-5 || model=claude-sonnet-4-5
  for way in first again; do
    expect 0 discover --sample --json --model "$model" --log "$family-$way.log" --workspace "$family" --reset
    mv out "$family-$way.json"
  done
  python3 - "$root/compiler/llm/models.json" "$model" "$family" <<'END' || fail "$family: see above"
import glob, json, math, sys
models, model, family = json.load(open(sys.argv[1]))["models"], *sys.argv[2:]
price = next(m for m in models if m["name"] == model)
write = price.get("cache_write", 1.25 * price["input"])
def cost(u):
    plain = u["input"] - u["cached"] - u["cache_write"]
    return (plain * price["input"] + u["cached"] * price["cached_input"] + u["cache_write"] * write
            + u["output"] * price["output"]) / 1e6
exchanges = [json.load(open(f)) for f in glob.glob(family + "/exchanges/*/*.json")]
assert len(exchanges) == 14, len(exchanges)
assert sum(e["usage"]["cached"] for e in exchanges) > 0
for e in exchanges: assert math.isclose(e["cost"], cost(e["usage"])), e["name"]
total = sum(e["cost"] for e in exchanges)
assert total > 0
for way in ("first", "again"):
    result = json.load(open("%s-%s.json" % (family, way)))
    spent = total if way == "first" else 0
    assert math.isclose(result["cost"]["spent"], spent), (way, result["cost"], spent)
    assert math.isclose(result["cost"]["results"], total), (way, result["cost"], total)
    assert math.isclose(sum(r["cost"] for r in result["results"]), total)
    with open("%s-%s.log" % (family, way)) as log: events = [json.loads(line) for line in log]
    assert all(e["at"].endswith("Z") for e in events)
    ends = {e["document"]: e for e in events if e["event"] == "document"}
    assert {d: e["outcome"] for d, e in ends.items()} == {r["document"]: r["verdict"] for r in result["results"]}
    answers = [e for e in events if e["event"] == "answer" and "tokens" in e]
    assert {e["outcome"] for e in answers} == {"answered" if way == "first" else "kept"}
    assert math.isclose(sum(e["cost"] for e in answers), spent, abs_tol=1e-12)
    assert len(answers) == 14 and {e["document"] for e in answers} == set(ends)
    retries = [e for e in events if e.get("outcome") == "retrying"]
    assert bool(retries) == (way == "first") and all("503" in e["why"] and "wait" in e for e in retries)
    assert events[0]["event"] == "run" and events[-1]["event"] == "end" and math.isclose(events[-1]["cost"], spent)
END
done
