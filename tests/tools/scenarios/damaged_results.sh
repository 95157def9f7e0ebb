#!/bin/bash
# A damaged results.sqlite is a clear error, and --reset sets it aside.
. "$(dirname "$0")/common.inc"

mkdir workspace
for damage in text empty_pages foreign; do
  case $damage in
    text) echo "this is no database at all, but long enough to be looked at as one" >workspace/results.sqlite ;;
    empty_pages)
      rm -rf workspace
      expect 0 discover --sample --only 'sma-*'
      dd if=/dev/urandom of=workspace/results.sqlite bs=1 seek=100 count=9000 conv=notrunc 2>/dev/null ;;
    foreign)
      rm -f workspace/results.sqlite*
      python3 -c 'import sqlite3; sqlite3.connect("workspace/results.sqlite").execute("create table t(a)")' ;;
  esac
  expect 3 discover --sample --only 'sma-*'
  says err "workspace/results.sqlite: "
  says err "--reset"
  expect 3 export --format v4 results.json
  expect 0 discover --sample --only 'sma-*' --reset
  expect 0 export --format v4 results.json
done
[ -f workspace/results.sqlite.bak ] || fail "the damaged file is gone"
