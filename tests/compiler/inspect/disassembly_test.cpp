#include "compiler/inspect/disassembly.hpp"

#include "compiler/inspect/listing.hpp"
#include "tests/compiler/inspect/sources.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace stratgen;
using stratgen::test::line_with;
using stratgen::test::loops;

namespace {

std::vector<MachineFunction> disassembled(const std::string& source) {
  const auto compiled = compile(source, {.debug_info = DebugInfo::Lines});
  REQUIRE(compiled);
  auto functions = disassemble(compiled->object);
  REQUIRE(functions);
  return *functions;
}

const MachineFunction& entry(const std::vector<MachineFunction>& functions) {
  const auto found =
      std::find_if(functions.begin(), functions.end(),
                   [](const MachineFunction& each) { return each.name == "stratgen_run"; });
  REQUIRE(found != functions.end());
  return *found;
}

}  // namespace

TEST_CASE("a call of the host has its name and the line that led to it") {
  const auto functions = disassembled(loops);
  std::set<int> lines;
  for (const Instruction& each : entry(functions).instructions)
    if (each.text == "call sg_place") lines.insert(each.place.line);
  CHECK(lines == std::set<int>{line_with("// BUY")});
}

TEST_CASE("every jump leads to a label, and every label has a jump") {
  std::set<std::string> labels, targets;
  const auto functions = disassembled(loops);
  for (const Instruction& each : entry(functions).instructions) {
    if (!each.label.empty()) labels.insert(each.label);
    if (each.text.starts_with("j")) targets.insert(each.text.substr(each.text.find(' ') + 1));
  }
  CHECK(labels.size() > 5);
  CHECK(labels == targets);
}

TEST_CASE("instructions follow each other without a gap") {
  for (const MachineFunction& function : disassembled(loops)) {
    std::uint64_t next = function.instructions.front().address;
    for (const Instruction& each : function.instructions) {
      CHECK(each.address == next);
      CHECK_FALSE(each.text.empty());
      next += each.bytes.size();
    }
  }
}

TEST_CASE("a constant of the source is said where it is read, a text too") {
  bool number = false, text = false;
  const auto functions = disassembled(loops);
  for (const Instruction& each : entry(functions).instructions) {
    number |= each.note.starts_with("0.375");
    text |= each.note == "\"n\"";  // the name of the parameter
    CHECK(each.text.find("stratgen_operand") == std::string::npos);
  }
  CHECK(number);
  CHECK(text);
}

TEST_CASE("a function that stays one is listed by its signature, and so are its calls") {
  const auto functions = disassembled(
      "#include <stratgen/strategy.hpp>\nstruct S : Strategy {\n"
      "  long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }\n"
      "  void next() { if (fib(bar_index() % 9) > 5) buy(); }\n};\nSTRATGEN_STRATEGY(S)\n");
  REQUIRE(functions.size() == 2);
  const bool first = functions[0].name == "S::fib(int)";
  const MachineFunction& fib = functions[first ? 0 : 1];
  CHECK(fib.name == "S::fib(int)");
  CHECK(std::any_of(fib.instructions.begin(), fib.instructions.end(),
                    [](const Instruction& each) { return each.text == "call S::fib(int)"; }));
}

TEST_CASE("without line tables there are instructions, and no places") {
  const auto functions = disassemble(compile(loops).value().object);
  REQUIRE(functions);
  for (const Instruction& each : entry(*functions).instructions) CHECK(each.place == CodePlace());
}

TEST_CASE("what is no object is not disassembled") { CHECK_FALSE(disassemble("not an object")); }
