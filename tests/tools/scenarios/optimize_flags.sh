#!/bin/bash
# optimize chooses documents by --only and --top-n, splits by day or share, and refuses the rest.
. "$(dirname "$0")/common.inc"

slugs() { json '" ".join(r["document"].split("/")[-1][:-3] for r in d["results"])'; }
expect 0 discover --sample
expect 0 optimize --sample --json --top-n 1
[ "$(slugs)" = time-series-momentum ] || fail "the one that passed is the best"
expect 0 optimize --sample --json --top-n 2
[ "$(slugs)" = "rsi-mean-reversion time-series-momentum" ] || fail "then by Sharpe"
expect 0 optimize --sample --json --only 'momentum/*'
[ "$(slugs)" = "sma-crossover time-series-momentum" ] || fail "a category"
expect 0 optimize --sample --json --only 'book-*'
holds 'd["results"] == []'
expect 0 optimize --sample --only 'book-*'
says out "nothing to optimise"

first='d["results"][0]'
expect 0 optimize --sample --json --only sma-crossover --split 2006-12-31
holds "$first['train']['to'][:10] == '2006-12-29' and $first['test']['from'][:10] == '2007-01-03'"
holds "not any('split' in a for a in $first['adaptations'])"
expect 0 optimize --sample --json --only sma-crossover --split 0.5
holds "$first['train']['to'][:10] < '2007' and not any('split' in a for a in $first['adaptations'])"
expect 0 optimize --sample --json --only sma-crossover --max-tries 10 --seed 3
holds "sum($first['combinations'].values()) == 10"
holds "'35 combinations of parameters -> 10 of them, drawn with seed 3' in $first['adaptations']"
expect 0 optimize --sample --json --only sma-crossover --from 2003-01-01 --to 2010-12-31 --split 2008-12-31
holds "$first['train']['from'][:10] == '2003-01-02' and $first['test']['to'][:10] == '2010-12-31'"

expect 2 optimize --sample --only 'nosuch*'
says err "'nosuch*'"
for flags in "--split 1.5" "--split June" "--top-n 0" "--max-tries 0" "--max-tries -1" "--jobs 0" "--provider nobody" "--nosuch"; do
  # shellcheck disable=SC2086
  expect 2 optimize --sample $flags
  says err "${flags%% *}"
done
