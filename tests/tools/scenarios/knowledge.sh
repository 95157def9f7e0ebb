#!/bin/bash
# The documents are listed, shown, searched and checked, the bundled ones and those of somebody else.
. "$(dirname "$0")/common.inc"

expect 0 knowledge list --kind strategy
says out "momentum/sma-crossover"
says out "8 strategies, 7 of them expressible"
expect 0 knowledge list --category value-fundamental --json
holds '[d["expressible"] for d in d["documents"]] == [False]'
expect 0 knowledge list --json
holds 'd["documents"][0]["kind"] == "strategy" and 400 <= d["documents"][0]["words"] <= 900'
expect 2 knowledge list --category momentun
says err "there is no category momentun"

for name in sma-crossover momentum/sma-crossover strategies/momentum/sma-crossover.md; do
  expect 0 knowledge show $name
  cmp -s out home/knowledge/strategies/momentum/sma-crossover.md || fail "show $name is not the document"
done
expect 0 knowledge show moving-averages --json
holds 'd["kind"] == "supporting" and d["title"] and "## In short" in d["text"]'
expect 2 knowledge show sma-crosover
says err "did you mean sma-crossover?"

expect 0 knowledge search turn of the month --json
holds 'd["results"][0]["name"] == "calendar-anomalies/turn-of-the-month" and d["results"][0]["line"] > 0'
expect 0 knowledge search Jegadeesh --top 1
expect 0 knowledge search qqqqq
says out "No document"
expect 2 knowledge search

expect 0 knowledge check
says out "8 strategies and 62 supporting documents keep the format"

# Somebody else's base, broken in two places.
mkdir mine
cp -r home/knowledge/strategies home/knowledge/trading-concepts mine
mkdir -p mine/strategies/momentum
printf 'no front matter\033[2J\n' >mine/strategies/momentum/plain.md
expect 3 knowledge check --knowledge mine
says out "mine/strategies/momentum/plain.md:1: the first line must be ---"
says out " is not in the knowledge base" # the key-concepts are missing
says err " documents; knowledge/README.md has the format"
expect 3 knowledge check --knowledge mine --json
holds 'not d["ok"] and any(f["line"] == 1 and f["file"].endswith("plain.md") for f in d["findings"])'
expect 0 knowledge list --knowledge mine
says out "the first line must be ---"
lacks out $'\033'
expect 3 knowledge show plain --knowledge mine
expect 3 knowledge list --knowledge nowhere
