#!/bin/bash
# A model that answers nonsense: what can be read is read, a malformed answer is sent back once, a
# program that does not work goes back while that helps, and everything ends in a sentence.
. "$(dirname "$0")/services.inc"

# Each case is a model of its own: CASE COMPLETION... adds what it answers.
python3 - "$root/generated/momentum/sma-crossover" >cases.json <<'END'
import json, re, sys
spec = json.load(open(sys.argv[1] + "/extract_spec.completion.txt"))
program = open(sys.argv[1] + "/write_strategy.completion.txt").read()
code = program.removeprefix("```cpp\n").removesuffix("```\n")
spec_text = json.dumps(spec)
no_stop = {k: v for k, v in spec.items() if k != "stop_loss_pct"}
added = "  static constexpr double position_size_pct"
assert code.count(added) == 1
def broken(line): return "```cpp\n" + code.replace(added, line + "\n" + added) + "```\n"
injected = "```cpp\n#include <fstream>\n" + code + "```\n"
fails_in_run = "```cpp\n" + code.replace(
    "double size() {", "double size() { if (bar_index() > 300) while (true) {}") + "```\n"
cases = {
    "prose": {"{extract}": {"text": "Certainly! The {spec} is:\n\n" + spec_text + "\n\nShall I go on?"},
              "{write}": {"text": "Here it is.\n\n" + program + "\nIt buys on crosses. Good luck!"}},
    "fences": {"{extract}": {"text": "```json\n" + spec_text + "\n```"}, "{write}": {"text": "```c++\n" + code + "```"}},
    "bare": {"{write}": {"text": code}},
    "empty": {"{extract}": {"text": ""}},
    "empty-program": {"{write}": {"text": "```cpp\n```"}},
    "huge": {"{extract}": {"text": "x" * 2000000}},
    "huge-program": {"{write}": {"text": "```cpp\n" + "// padding\n" * 200000 + code + "```"}},
    "python": {"{write}": {"text": "```python\nfrom backtesting import Strategy\n\nclass S(Strategy):\n    pass\n```"}},
    "injected": {"{write}": {"text": injected}, "{repair}": {"text": injected}},
    "schema": {"{extract}": {"json": no_stop}},
    "schema-mended": {"{extract}": {"sequence": [{"json": no_stop}, {"json": spec}]}},
    "refusal": {"{extract}": {"text": "", "refusal": "I cannot help with that.", "finish_reason": "refusal"}},
    "length": {"{extract}": {"text": spec_text[:200], "finish_reason": "length"}},
    "round-1": {"{write}": {"text": broken("  int n = undeclared_name;")}, "{repair}": {"text": program}},
    "round-2": {"{write}": {"text": broken("  int n = undeclared_name;")},
                "{repair}": {"sequence": [{"text": broken("  int n = other_name;")}, {"text": program}]}},
    "run-time": {"{write}": {"text": fails_in_run}, "{repair}": {"text": program}},
    "same-again": {"{write}": {"text": broken("  int n = undeclared_name;")},
                   "{repair}": {"text": broken("  int n = undeclared_name;")}},
    "never": {"{write}": {"text": broken("  int n = undeclared_name;")},
              "{repair}": {"sequence": [{"text": broken("  int n = name_%d;" % i)} for i in range(9)]}},
    "refused-sample": {"{write}": {"sequence": [{"text": program}, {"text": "", "refusal": "No.", "finish_reason": "refusal"}]}},
    "samples": {"{write}": {"sequence": [{"text": broken("  int n = undeclared_name;")}, {"text": program},
                                         {"text": fails_in_run}]}},
}
print(json.dumps({"completions": [{"match": match, "model": "^%s$" % name, **answer}
                                  for name, answers in cases.items() for match, answer in answers.items()]}))
END

# is MODEL VERDICT REQUESTS ARGUMENTS...: what becomes of the document, in so many requests; and in the
# next run, where what has been answered is not asked again.
is() {
  local model=$1 verdict=$2 wanted=$3 before after
  shift 3
  before=$(count "$family")
  for _ in 1 2; do
    expect 0 discover --sample --json --only 'momentum/sma*' --model "$model" --workspace "$family-$model" "$@"
    says out "\"verdict\":\"$verdict\""
    after=$(count "$family")
    [ "$after" = $((before + wanted)) ] || fail "$family $model: $((after - before)) requests, not $wanted"
  done
}
error_says() { says out "$1"; }
repairs() { says out "\"repairs\":$1,"; }
kept() { [ -s "$family-$1/generated/momentum/sma-crossover/$2.completion.txt" ] || fail "no $2 of $1"; }
exchanges() { [ "$(find "$family-$1/exchanges" -name '*.json' | wc -l)" = "$2" ] || fail "not $2 exchanges of $1"; }

for family in openai anthropic; do
  serve "$family" cases.json
  "as_$family"
  is prose MARGINAL 2
  is fences MARGINAL 2
  is bare MARGINAL 2
  is empty ERROR 2
  error_says "extract_spec.again.completion.txt: answer: it is empty"
  is empty-program ERROR 3
  error_says "write_strategy.again.completion.txt: answer: the program is empty"
  is huge ERROR 2
  error_says "2000000 bytes are more than"
  is huge-program ERROR 3
  is python ERROR 3
  error_says "the block is not C++"
  is schema ERROR 2
  error_says "extract_spec.again.completion.txt: spec /stop_loss_pct: the key is missing"
  is schema-mended MARGINAL 3
  kept schema-mended extract_spec.again
  is refusal ERROR 1
  error_says "refused to answer"
  is length ERROR 1
  error_says "was cut at the limit"

  is injected ERROR 3
  error_says "1:1: preprocessor directives hide"
  error_says "sent back 1 time"
  is round-1 MARGINAL 3
  repairs 1
  is round-2 MARGINAL 4
  repairs 2
  kept round-2 repair_strategy.1
  kept round-2 repair_strategy.2
  is run-time MARGINAL 3
  repairs 1
  is same-again ERROR 3
  repairs 1
  is never ERROR 4 --repairs 2
  repairs 2
  error_says "sent back 2 times"
  is refused-sample MARGINAL 3 --samples 2
  exchanges refused-sample 3
  is samples MARGINAL 4 --samples 3
  repairs 0
  kept samples write_strategy
  kept samples write_strategy.sample-2
  kept samples write_strategy.sample-3
  exchanges samples 4
  in_contract "$family"
done
