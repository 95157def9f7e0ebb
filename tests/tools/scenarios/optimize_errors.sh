#!/bin/bash
# Ranges that are missing or break a rule are an ERROR for their document, and the others go on.
. "$(dirname "$0")/common.inc"

cd home/generated
rm momentum/sma-crossover/propose_ranges.completion.txt
echo '{"param_ranges": {"rsi_window": [2, 3, 9]}}' >mean-reversion/rsi-mean-reversion/propose_ranges.completion.txt
echo '{"param_ranges": {"lookbak": [3, 5, 7]}}' >mean-reversion/short-term-reversal-stocks/propose_ranges.completion.txt
echo 'no idea' >calendar-anomalies/turn-of-the-month/propose_ranges.completion.txt
cd "$place"
expect 0 discover --sample
expect 0 optimize --sample --json
reason() { json "[r['error'] for r in d['results'] if r['document'].endswith('/$1.md')][0]" >reason; says reason "$2"; }
reason sma-crossover "no answer is recorded for strategies/momentum/sma-crossover.md: "
reason sma-crossover "propose_ranges.completion.txt does not exist; record one there"
reason rsi-mean-reversion "/param_ranges/rsi_window/2: 9 is outside the range that the strategy declares; give 2 to 5"
reason short-term-reversal-stocks "/param_ranges/lookbak: the strategy has no such parameter; did you mean lookback?"
reason turn-of-the-month "propose_ranges.completion.txt: answer: "
holds 'd["counts"]["ERROR"] == 4'
expect 0 optimize --sample
says err "4 of 7 documents left"
says out " 4 ERROR on the test part"
expect 0 export --format v5 v5.json
cp v5.json out
holds 'sum(r["error"] is not None for r in d) == 4'
mend_home
expect 0 optimize --sample --json
holds 'd["counts"]["ERROR"] == 0'

# What discover left and somebody changed is not run.
echo '// changed' >>workspace/generated/momentum/sma-crossover/strategy.cpp
expect 0 optimize --sample --reset --json --only sma-crossover
reason sma-crossover "strategy.cpp has changed since discover; run it again"
