#!/bin/bash
# A strategy is compiled and tried by a worker once; from then on its object is found, and where
# objects cannot be kept nothing else changes.
. "$(dirname "$0")/common.inc"

data=(--data "$sample/AAPL_observable.csv" --json)
objects() { find "$1" -type f 2>/dev/null | wc -l; }
kept() { [ "$(objects "$place/cache/stratgen/objects")" = "$1" ] || fail "not $1 objects: $2"; }

cp "$root/generated/momentum/sma-crossover/strategy.cpp" sma.cpp
expect 0 check sma.cpp
kept 0 "a check keeps nothing"
expect 0 backtest sma.cpp "${data[@]}" --in-process
mv out first
kept 0 "what was not tried is not kept"
expect 0 backtest sma.cpp "${data[@]}"
cmp -s out first || fail "a worker compiles something else"
kept 1 "the first backtest"
[ -z "$(find cache -perm /077)" ] || fail "others may read the cache"

# A copy of the command whose worker does not work runs what is known.
mkdir bin
cp "$stratgen" bin/
printf '#!/bin/sh\nexit 1\n' >bin/stratgen_worker
chmod +x bin/stratgen_worker
alone=bin/stratgen
"$alone" backtest sma.cpp "${data[@]}" >out 2>err || fail "a known strategy needs no worker"
cmp -s out first || fail "the object found is another one"
"$alone" backtest sma-crossover "${data[@]}" >out 2>err || fail "the same text elsewhere"
echo "// new" >>sma.cpp
code=0
"$alone" backtest sma.cpp "${data[@]}" >out 2>err || code=$?
[ "$code" = 1 ] || fail "exit code $code without a worker"
says err "stratgen_worker"
silent out
code=0
"$alone" check sma.cpp >out 2>err || code=$?
[ "$code" = 1 ] || fail "exit code $code without a worker"
rm bin/stratgen_worker
code=0
"$alone" check sma.cpp >out 2>err || code=$?
[ "$code" = 1 ] || fail "exit code $code without a file"
says err "stratgen_worker"
"$alone" backtest sma.cpp "${data[@]}" --in-process >out 2>err || fail "in process there is none"
kept 1 "in process"

# What was damaged is compiled again.
for object in cache/stratgen/objects/*/*; do echo damaged >"$object"; done
expect 0 backtest sma-crossover "${data[@]}"
cmp -s out first || fail "another result after damage"
[ "$(wc -c <"$(find cache -type f)")" -gt 1000 ] || fail "not stored again"

# The emitted strategies of discover are kept, too: what is known is not compiled again.
results >one
before=$(objects cache)
results --reset | diff one - || fail "other results from the cache"
[ "$(objects cache)" = "$before" ] || fail "compiled again"

works() { expect 0 backtest sma-crossover "${data[@]}" && cmp -s out first && silent err || fail "$1"; }
XDG_CACHE_HOME=/proc/nosuch works "a folder that cannot be made"
XDG_CACHE_HOME= HOME= works "no home"
XDG_CACHE_HOME= HOME=$place/home works "~/.cache"
[ "$(objects home/.cache/stratgen/objects)" = 1 ] || fail "nothing in ~/.cache"
mkdir -p open/stratgen/objects
chmod 777 open/stratgen/objects
XDG_CACHE_HOME=$place/open works "a folder that others may write to"
[ "$(objects open)" = 0 ] || fail "something in a folder that others may write to"
mkdir full
mount -t tmpfs -o size=16k none full 2>/dev/null || exit 0
trap 'umount full; rm -rf -- "$place"' EXIT
dd if=/dev/zero of=full/filler bs=1k count=100 2>/dev/null || true
XDG_CACHE_HOME=$place/full works "a full disk"
