#!/bin/bash
# A capsule of a live run holds its exchanges and no key, and replays without the service: samples,
# repairs and ranges too.
. "$(dirname "$0")/services.inc"

cat >added.json <<'EOT'
{"completions": [
  {"match": "{write}strategies/momentum/sma-crossover", "text": "```cpp\n#include <stratgen/strategy.hpp>\nint n = name;\n```"},
  {"match": "{repair}", "text": "PROGRAM"}]}
EOT
python3 - "$STRATGEN_HOME" <<'EOT'
import json, sys
d = json.load(open("added.json"))
d["completions"][1]["text"] = open(sys.argv[1] + "/generated/momentum/sma-crossover/write_strategy.completion.txt").read()
json.dump(d, open("added.json", "w"))
EOT
serve live added.json
as_openai
expect 0 doctor --call --provider openai
says out "answered in"
expect 0 discover --sample --only 'sma-*' --samples 2 --json
says out '"repairs":1,'
expect 0 capsule sma-crossover -o live.json --json
holds 'd["answers"] == 4 and d["exchanges"] == 4'
lacks live.json "${openai_key:3:12}"
nobody
export STRATGEN_WORKSPACE=$place/empty
expect 0 capsule verify live.json --json
holds 'd["same"] and any(n["name"] == "repairs" and n["here"] == "1" for n in d["numbers"])'
in_contract live

# An exchange that says something else is not the one of its name.
python3 -c '
import hashlib, json
d = json.load(open("live.json"))
e = d["exchanges"][0]
e["text"] = e["text"].replace("gpt", "GPT")
e["hash"] = hashlib.sha256(e["text"].encode()).hexdigest()
json.dump(d, open("changed.json", "w"))'
expect 3 capsule verify changed.json
says err "is not the one of that name"
