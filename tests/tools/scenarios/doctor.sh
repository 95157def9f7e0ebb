#!/bin/bash
# doctor says who is ready and what is missing, and prints no key.
. "$(dirname "$0")/common.inc"
unset OPENAI_API_KEY ANTHROPIC_API_KEY COMPATIBLE_BASE_URL COMPATIBLE_MODEL OPENAI_BASE_URL

expect 0 doctor
says out "set OPENAI_API_KEY"
says out "Answers come from replay"
says out "Missing bars are not fetched; set STRATGEN_DATA_SOURCE=yahoo"
expect 0 doctor --json
holds '{s["name"] for s in d["sources"] if s["ready"]} == {"yahoo", "stooq", "binance", "kraken"}'
holds 'd["answers_from"] == "replay" and not any(p["ready"] for p in d["providers"])'
holds '[h["name"] for h in d["house"] if h["ok"]] == ["workspace", "models", "object cache", "worker", "bars", "answers"]'

echo 'ANTHROPIC_API_KEY=sk-secret-of-dot-env' >.env
export OPENAI_API_KEY=sk-secret-of-mine OPENAI_BASE_URL=http://127.0.0.1:9/v1
expect 0 doctor --json
holds 'd["answers_from"] == "openai" and [p["ready"] for p in d["providers"]] == [True, True, False]'
lacks out secret
expect 0 doctor --provider anthropic
says out "Answers come from anthropic"
expect 6 doctor --call --provider openai # nobody listens on the discard port
says err "127.0.0.1"
lacks out secret
lacks err secret
mkdir -p workspace
echo '{"models": 1}' >workspace/models.json
expect 3 doctor
says out "models.json"
