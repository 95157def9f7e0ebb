#!/bin/bash
# All documents that there are: each has a line and a row, none is an ERROR, and the table fits a terminal
# with the longest of names.
. "$(dirname "$0")/common.inc"

export STRATGEN_HOME=$root
documents=$(find "$root/knowledge/strategies" -name '*.md' | wc -l)
[ "$documents" -ge 8 ] || fail "$documents documents"
expect 0 discover --sample
[ "$(grep -c ' → ' err)" = "$documents" ] || fail "not a line of progress for each"
says err "[$documents/$documents]"
says out " SKIPPED, 0 ERROR in "
# The rows that the README shows are among them, but for the time.
figures() { sed 's/ [0-9]* ms//; s/  */ /g'; }
figures <out >rows
sed -n '/discover --sample$/,/^```$/p' "$root/README.md" | grep ' ms' | figures >shown
[ "$(wc -l <shown)" -ge 5 ] || fail "the README shows $(wc -l <shown) rows"
while read -r row; do says rows "$row"; done <shown
expect 0 discover --sample --json
says err "all $documents documents are done"
holds "len(d['results']) == sum(d['counts'].values()) == $documents and d['counts']['ERROR'] == 0"
holds 'all(r["reasons"][0] == r["skipped"] for r in d["results"] if r["verdict"] == "SKIPPED")'
worth=$(json 'd["counts"]["PASS"] + d["counts"]["MARGINAL"]')

expect 0 optimize --sample --json
holds "len(d['results']) == $worth and d['counts']['ERROR'] == 0"
expect 0 export --format v4 v4.json
says out "$documents results written to v4.json (v4)"
expect 0 export --format v5 v5.json
says out "$worth results written to v5.json (v5)"

command -v script >/dev/null || exit 0
for columns in 60 80 120; do fits_terminal $columns; done
