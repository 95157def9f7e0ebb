#!/bin/bash
# Colour only on a terminal, and not with NO_COLOR.
. "$(dirname "$0")/common.inc"

command -v script >/dev/null || exit 77
on_terminal() { script -qec "$(printf '%q ' "$stratgen" "$@")" /dev/null </dev/null >out; }
on_terminal discover --sample
says out $'\033[1mname'
says out $'\033[32mPASS'
NO_COLOR=1 on_terminal discover --sample
lacks out $'\033[1m'
lacks out $'\033[32m'
NO_COLOR='' on_terminal discover --sample
says out $'\033[32mPASS'
expect 0 discover --sample
lacks out $'\033'
