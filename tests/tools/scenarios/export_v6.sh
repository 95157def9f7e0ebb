#!/bin/bash
# export --format v6 of a workspace that never traded is an empty array, as JSON too.
. "$(dirname "$0")/common.inc"

expect 0 export --format v6 runs_v6.json
says out '0 runs written to runs_v6.json (v6)'
[ "$(cat runs_v6.json)" = "[]" ] || fail "not an empty array"
expect 0 export --format v6 runs_v6.json --json
holds 'd == {"file": "runs_v6.json", "format": "v6", "results": 0}'
# A log that cannot be read is refused and left as it is.
head -c 5000 /dev/zero | tr '\0' x >workspace/trading.sqlite
expect 3 export --format v6 runs_v6.json
says err 'trading.sqlite: not a SQLite database; move the file away'
[ "$(wc -c <workspace/trading.sqlite)" = 5000 ] || fail "the log was changed"
