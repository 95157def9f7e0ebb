#!/bin/bash
# A service that refuses the key ends the run with 6 after a few requests; one that redirects costs the
# documents that met it; one that is dead ends the run after a while, also with 6.
. "$(dirname "$0")/services.inc"

for family in openai anthropic; do
  serve "$family"
  openai_key=sk-wrong-0123456789 anthropic_key=sk-ant-wrong-0123456789 "as_$family"
  expect 6 discover --sample --jobs 4 --workspace "refused-$family"
  says err "$family: 401"
  [ "$(count "$family")" -le 4 ] || fail "$family: $(count "$family") requests with a key that is refused"
done

echo '{"faults": [{"nth": 2, "fault": {"type": "redirect"}}]}' >redirect.json
serve moved redirect.json
as_openai
expect 0 discover --sample --json --jobs 1 --workspace moved
holds 'd["counts"]["ERROR"] == 1'
says out "a redirect to 127.0.0.1:9, which is not followed"
expect 0 discover --sample --json --workspace moved
holds 'd["counts"]["ERROR"] == 0'

port=9 # of discard: nobody listens
as_openai
start=$SECONDS
expect 6 discover --sample --json --jobs 4 --workspace dead
holds 'd["counts"]["ERROR"] <= 2 and d["cost"]["spent"] == 0'
says err "127.0.0.1:9: connection refused"
says err "documents are done and saved; run the same command again to go on"
[ $((SECONDS - start)) -le 90 ] || fail "took $((SECONDS - start)) s"
