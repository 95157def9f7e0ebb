#!/bin/bash
# A full disk ends a sweep with an error that says so; with room again it goes on.
. "$(dirname "$0")/common.inc"
. "$(dirname "$0")/sweep.inc"

mkdir small
mount -t tmpfs -o size=3m none small 2>/dev/null || exit 77
trap 'umount small; rm -rf -- "$place"' EXIT
grid=(cross.cpp "${data[@]}" --param fast=5:60:1 --param slow=20:200:1)
expect 3 sweep "${grid[@]}" --out small/a.sqlite
says err "small/a.sqlite"
says err "disk is full"
silent out
mount -o remount,size=30m small
expect 0 sweep "${grid[@]}" --out small/a.sqlite --json
says err "going on with small/a.sqlite"
holds 'd["evaluated"] == 56 * 181 - 41'
content small/a.sqlite >resumed
expect 0 sweep "${grid[@]}" --out b.sqlite
content b.sqlite | cmp - resumed || fail "another file"
