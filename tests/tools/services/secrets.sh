#!/bin/bash
# A key is in no file and no output, wherever it came from and whatever the service says about it.
. "$(dirname "$0")/services.inc"

nowhere() {
  ! grep -rlF --exclude=.env -e "${key:3:12}" . >../found || fail "the key is in $(cat ../found)"
}
for family in openai anthropic; do
  name=${family}_key
  key=${!name}
  cat >added.json <<EOT
{"completions": [{"match": "{extract}strategies/momentum/sma-crossover", "text": "Your key is $key, isn't it?"}],
 "faults": [
  {"nth": 2, "fault": {"type": "status", "status": 400, "body": {"error": {"message": "no such key: $key", "code": "$key"}}}},
  {"nth": 3, "fault": {"type": "status", "status": 400, "body": "authorization: Bearer $key, x-api-key: $key"}},
  {"nth": 4, "fault": {"type": "status", "status": 503, "body": "header x-api-key ${key:0:18}..."}},
  {"nth": 5, "fault": {"type": "redirect", "location": "https://$key.example.com/$key"}},
  {"nth": 12, "fault": {"type": "status", "status": 401, "body": {"error": {"message": "Incorrect API key provided: $key$key"}}}}]}
EOT
  for way in environment file; do
    serve "$family-$way" added.json
    "as_$family"
    mkdir -p "$family-$way"
    cd "$family-$way"
    if [ "$way" = file ]; then
      env | grep -E '^(OPENAI|ANTHROPIC)_' >.env
      nobody
    fi
    expect 6 discover --sample --jobs 1 --log log.jsonl --workspace workspace
    says err 401
    nowhere
    expect 0 discover --sample --json --log log.jsonl --workspace workspace
    says out '"ERROR":1' # the answer that holds no spec
    [ "$(find workspace/exchanges -name '*.json' | wc -l)" -ge 15 ] || fail "too few exchanges"
    nowhere
    cd ..
  done
done
