#!/bin/bash
# See all_end_as_recorded.
. "$(dirname "$0")/failing_service.inc"

all_end_as_recorded compatible '{"openai_dialect": "ollama", "keys": {}}'
