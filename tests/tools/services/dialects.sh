#!/bin/bash
# The servers that people run themselves: each with its own errors, its own thinking, and no key.
. "$(dirname "$0")/services.inc"

recorded_verdicts >wanted
for dialect in ollama llamacpp vllm lmstudio; do
  echo "{\"openai_dialect\": \"$dialect\", \"keys\": {}, \"faults\": [{\"nth\": 3, \"fault\": {\"type\": \"status\", \"status\": 503}}]}" >added.json
  serve "$dialect" added.json
  as_compatible
  expect 0 discover --sample --json --workspace "workspace-$dialect"
  verdicts | diff wanted - || fail "$dialect: other verdicts"
  holds 'd["cost"]["spent"] == 0'
  in_contract "$dialect"
done
