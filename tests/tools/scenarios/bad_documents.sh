#!/bin/bash
# Documents that are not as they should be are an ERROR of their own, however long or odd they are.
. "$(dirname "$0")/common.inc"

cd home/knowledge/strategies/momentum
: >empty.md
echo "no front matter" >plain.md
sed 's/^title: .*/title: [/' sma-crossover.md >broken-yaml.md
mkdir folder.md
ln -s nowhere dangling.md
head -c 3000000 /dev/zero | tr '\0' x >long.md
printf '\033[2J\377' >bytes.md
head -c 4000000 /dev/zero | tr '\0' 'w' >>time-series-momentum.md
cd "$place"
expect 0 discover --sample --json
python3 -m json.tool out >/dev/null || fail "not one JSON document"
holds 'd["counts"]["PASS"] + d["counts"]["MARGINAL"] >= 6 and d["counts"]["SKIPPED"] == 1'
for document in empty plain broken-yaml long; do
  holds "[r['error'] for r in d['results'] if r['document'].endswith('/$document.md')][0] is not None"
done
expect 0 discover --sample
lacks out $'\033'
says err " documents left"
