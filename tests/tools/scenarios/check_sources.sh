#!/bin/bash
# check lets legal sources pass and says where and why others do not.
. "$(dirname "$0")/common.inc"

for strategy in home/generated/*/*/strategy.cpp; do
  expect 0 check "$strategy"
  says out "compiles and keeps the rules"
done
refused() {
  printf '%b' "$1" >hostile.cpp
  expect 4 check hostile.cpp
  says err "hostile.cpp:"
  says err "$2"
  silent out
}
body() { printf '#include <stratgen/strategy.hpp>\\nstruct S : Strategy {\\n%s\\n};\\nSTRATGEN_STRATEGY(S)\\n' "$1"; }
refused "#include <fstream>\n$(body 'void init() {} void next() {}')" "hostile.cpp:1:"
refused "$(body 'void init() { asm("hlt"); } void next() {}')" "hostile.cpp:3:"
refused "$(body 'void init() {} void next() { system("id"); }')" "hostile.cpp:3:"
refused "$(body 'void init() {} void next() { *reinterpret_cast<int*>(0) = 1; }')" "hostile.cpp:3:"
refused "$(body 'static int x; void init() {} void next() {}')" "hostile.cpp:3:"
refused "$(body 'void init() {} void next() { goto a; a:; }')" "hostile.cpp:3:"
# A finding is said once: its place, the line with a caret, and in a sentence that there is one.
printf '#include <stratgen/strategy.hpp>\nstruct S : Strategy { void init() {} void next() { bye(); } };\nSTRATGEN_STRATEGY(S)\n' >typo.cpp
expect 4 check typo.cpp
[ "$(grep -c "undeclared identifier 'bye'" err)" = 1 ] || fail "not said once"
says err "stratgen: typo.cpp has a finding to mend"
expect 4 check typo.cpp --json
holds 'd["ok"] is False and d["compile_ms"] > 0'
holds 'set(d["diagnostics"][0]) == {"rule", "file", "line", "column", "message", "hint", "source_line"}'
holds 'd["diagnostics"][0]["line"] == 2 and d["diagnostics"][0]["source_line"].startswith("struct S")'
expect 0 check sma-crossover --json
holds 'd["ok"] is True and d["diagnostics"] == []'
refused "" "hostile.cpp:1:1"
refused "\0\0\0" "hostile.cpp:1:1"
refused "no C++ at all" "hostile.cpp:1:1"
head -c 900000 /dev/zero | tr '\0' '{' >hostile.cpp
expect 4 check hostile.cpp
head -c 3000000 /dev/zero | tr '\0' ' ' >hostile.cpp
expect 4 check hostile.cpp
