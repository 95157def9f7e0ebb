#!/bin/bash
# --help works on every command and shows an example.
. "$(dirname "$0")/common.inc"

for command in "" discover backtest sweep "sweep merge" check inspect export data "data import" "data fetch" "data list" \
  "data diff" "data verify" "data repair" capsule "capsule verify" doctor knowledge "knowledge list" "knowledge check"; do
  expect 0 $command --help
  says out "Example: stratgen"
  says out "--workspace"
  says out "--json"
  silent err
  expect 0 $command -h
done
expect 0 --version
says out "stratgen 0."
