#!/bin/bash
# A full disk is an error that says so, and what was stored before stays.
. "$(dirname "$0")/common.inc"

mkdir small
mount -t tmpfs -o size=600k none small 2>/dev/null || exit 77
trap 'umount small; rm -rf -- "$place"' EXIT
expect 0 discover --sample --only 'sma-*' --workspace small
dd if=/dev/zero of=small/filler bs=1k count=10000 2>/dev/null || true
expect 3 discover --sample --workspace small
says err "stratgen: "
expect 3 data import "$sample/NDX_dc.csv" --workspace small
results "--workspace=$place/other" >/dev/null
expect 3 export --format v4 small/results.json --workspace other
says err "No space left on device"
[ ! -e small/results.json ] || fail "half a file"
rm small/filler
expect 0 discover --sample --only 'sma-*' --workspace small
says err "all 1 document"
