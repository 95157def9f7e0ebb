#!/bin/bash
# On a narrow terminal the table gives way instead of breaking its lines.
. "$(dirname "$0")/common.inc"

command -v script >/dev/null || exit 77
expect 0 discover --sample
for columns in 40 60 80 100 120 200; do fits_terminal $columns; done
