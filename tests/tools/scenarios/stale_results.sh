#!/bin/bash
# When a setting changes, the documents run again, and going back runs them again, too.
. "$(dirname "$0")/common.inc"

expect 0 discover --sample --only sma-crossover --json
json 'd["results"][0]["stats"]["Equity Final [$]"]' >first
expect 0 discover --sample --only sma-crossover --json --cash 50000
says err "discover: 1 document,"
json 'd["results"][0]["stats"]["Equity Final [$]"]' >second
! cmp -s first second || fail "the same equity from half the cash"
expect 0 discover --sample --only sma-crossover --json
json 'd["results"][0]["stats"]["Equity Final [$]"]' | cmp - first || fail "not the first result again"
