#!/bin/bash
# A workspace that cannot be written to is an error that names it.
. "$(dirname "$0")/common.inc"

echo "a file" >file
cp "$sample/FB_techan.csv" bars.csv
for workspace in file file/below /proc/nosuch; do
  for command in "discover --sample" "export --format v4 x.json" "data list" "data import bars.csv"; do
    # shellcheck disable=SC2086
    expect 3 $command --workspace "$workspace"
    says err "$workspace"
    silent out
    [ "$(wc -l <err)" = 1 ] || fail "one sentence: $command"
  done
done
[ "$(cat file)" = "a file" ] || fail "the file was touched"
[ "$(id -u)" != 0 ] || exit 0 # root may write everywhere
mkdir workspace
chmod 555 workspace
expect 3 discover --sample
says err "workspace"
