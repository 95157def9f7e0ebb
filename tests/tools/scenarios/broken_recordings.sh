#!/bin/bash
# Recordings broken by hand are an ERROR for their document, and the others go on.
. "$(dirname "$0")/common.inc"

cd home/generated
echo '{"name": "x",,}' >momentum/sma-crossover/extract_spec.completion.txt
sed -i '/"exit_signal"/d' momentum/time-series-momentum/extract_spec.completion.txt
sed -i 's/rsi(/rsii(/' mean-reversion/rsi-mean-reversion/write_strategy.completion.txt
sed -i 's/^#include.*/#include <fstream>\n&/' mean-reversion/short-term-reversal-stocks/write_strategy.completion.txt
: >calendar-anomalies/turn-of-the-month/extract_spec.completion.txt
head -c 2000000 /dev/zero | tr '\0' x >value-fundamental/book-to-market-value/extract_spec.completion.txt
cd "$place"
expect 0 discover --sample --json
reason() { json "[r['error'] for r in d['results'] if r['document'].endswith('/$1.md')][0]" >reason; says reason "$2"; }
reason sma-crossover "extract_spec.completion.txt: answer: line 1, column 14: unexpected ','"
reason time-series-momentum "spec /exit_signal: the key is missing"
reason rsi-mean-reversion "strategy.cpp:16:16: use of undeclared identifier 'rsii'"
reason short-term-reversal-stocks "strategy.cpp:1:1: "
reason turn-of-the-month "it is empty"
reason book-to-market-value "2000000 bytes are more than the 1000000 allowed"
holds 'd["counts"]["ERROR"] == 6 and d["counts"]["PASS"] + d["counts"]["MARGINAL"] == 2'
expect 0 discover --sample
says err "6 of 8 documents left"
mend_home
expect 0 discover --sample --json
holds 'd["counts"]["ERROR"] == 0'
