#!/bin/bash
# On a narrow terminal the table gives way instead of breaking its lines.
. "$(dirname "$0")/common.inc"

command -v script >/dev/null || exit 77
expect 0 discover --sample
for columns in 40 60 80 100 120 200; do
  NO_COLOR=1 script -qec "stty cols $columns; $(printf '%q ' "$stratgen") discover --sample" /dev/null \
    </dev/null | tr -d '\r' >out
  python3 - $columns <<'P' || fail "$columns columns"
import sys
table = open("out").read().split("\n\n")[1].split("\n")
assert table[0].startswith("name") and "verdict" in table[0], table
too_long = [line for line in table if len(line) > int(sys.argv[1])]
assert not too_long, too_long
P
done
