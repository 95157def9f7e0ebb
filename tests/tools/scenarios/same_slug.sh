#!/bin/bash
# Two documents of one name in two categories are two documents.
. "$(dirname "$0")/common.inc"

for part in knowledge/strategies generated; do mkdir -p home/$part/technical-other; done
cp -r home/generated/momentum/sma-crossover home/generated/technical-other/
sed 's/^category: .*/category: technical-other/' home/knowledge/strategies/momentum/sma-crossover.md \
  >home/knowledge/strategies/technical-other/sma-crossover.md
sed -i 's#strategies/momentum/#strategies/technical-other/#' \
  home/generated/technical-other/sma-crossover/extract_spec.completion.txt
expect 0 discover --sample --only sma-crossover --json
holds '[r["category"] for r in d["results"]] == ["momentum", "technical-other"]'
holds 'd["results"][0]["stats"] == d["results"][1]["stats"]'
expect 2 inspect sma-crossover
says err "there are several sma-crossover: name momentum/sma-crossover or technical-other/sma-crossover"
expect 0 inspect technical-other/sma-crossover --spec --json
holds 'd["knowledge_ref"] == "strategies/technical-other/sma-crossover.md"'
