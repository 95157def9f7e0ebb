#!/bin/bash
# inspect shows the source, the IR, the machine code, the remarks and a difference: for people and as JSON.
. "$(dirname "$0")/common.inc"

expect 0 inspect sma-crossover --source
says out "   5  struct MovingAverageCrossover : SignalStrategy {"
lacks out $'\033'
expect 0 inspect sma-crossover --ir
says out "define dso_local void @stratgen_run"
says out "; 15: fast_ma = sma(close, fast);"
expect 0 inspect sma-crossover --ir --json
holds 'list(d) == ["file", "ir"] and "@stratgen_run" in d["ir"]'
expect 0 inspect sma-crossover --asm
says out "stratgen_run:"
says out "call       sg_indicator"
says out "   15 |     fast_ma = sma(close, fast);"
expect 0 inspect sma-crossover --asm --json
holds '{i["line"] for i in d["asm"] if i["text"] == "call sg_indicator"} == {15, 16}'
holds 'all(i["function"] and i["text"] for i in d["asm"])'
expect 0 inspect sma-crossover --remarks
says out "   15 |     fast_ma = sma(close, fast);"
says out "sg_indicator will not be inlined"
expect 0 inspect sma-crossover --remarks --json
holds 'all(r["line"] > 0 for r in d["remarks"])'
few=$(json 'len(d["remarks"])')
expect 0 inspect sma-crossover --remarks --json --verbose
holds "len(d['remarks']) > 10 * $few"

sed 's/0\.95/0.90/' "$root/generated/momentum/sma-crossover/strategy.cpp" >other.cpp
expect 0 inspect sma-crossover --diff other.cpp
says out "-  static constexpr double position_size_pct = 0.95;"
says out "+  static constexpr double position_size_pct = 0.90;"
expect 0 inspect sma-crossover --diff other.cpp --json
holds '[(l["mark"], l["old_line"], l["new_line"]) for l in d["source"]] == [("-", 9, 0), ("+", 0, 9)]'
expect 0 inspect sma-crossover --diff sma-crossover
says out "The sources are alike."
expect 2 inspect other.cpp --diff "$root/generated/momentum/sma-crossover/strategy.cpp"
says out "+  static constexpr double position_size_pct = 0.95;" # without bars to run on, the text all the same

expect 2 inspect sma-crossover --ir --asm
expect 2 inspect sma-crossover --diff none.cpp2
sed 's/sma(close, slow)/smma(close, slow)/' other.cpp >broken.cpp
for mode in --ir --asm --remarks; do
  expect 4 inspect broken.cpp "$mode"
  says err "broken.cpp:16:15: use of undeclared identifier 'smma'"
  silent out
done
expect 0 inspect broken.cpp --source
says out "  16      slow_ma = smma(close, slow);"

command -v script >/dev/null || exit 0
script -qec "$(printf '%q ' "$stratgen" inspect sma-crossover --source)" /dev/null </dev/null >out
says out $'\033[34mcrossover'
says out $'\033[1mfast_ma'
