#include "compiler/frontend/line_table.hpp"

#include "compiler/frontend/compile.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

namespace {

const std::string source =
    "#include <stratgen/strategy.hpp>\nstruct S : Strategy {\n  void next() {\n"
    "    if (close > open) buy();\n  }\n};\nSTRATGEN_STRATEGY(S)\n";

// The lines of the strategy that its machine code comes from.
std::vector<int> lines(const CompileOptions& options) {
  const auto compiled = compile(source, options);
  REQUIRE(compiled);
  const auto table = LineTable::read(compiled->object);
  REQUIRE(table);
  std::vector<int> found;
  for (const llvm::object::SectionRef& section : table->file().sections()) {
    if (!section.isText()) continue;
    for (std::uint64_t at = 0; at < section.getSize(); ++at)
      found.push_back(table->place({at, section.getIndex()}).line);
  }
  return found;
}

}  // namespace

TEST_CASE("an object with line tables knows the lines that did something, and no others") {
  const std::vector<int> found = lines({.debug_info = DebugInfo::Lines});
  CHECK(std::count(found.begin(), found.end(), 4) > 0);  // the one line of next()
  CHECK(std::count_if(found.begin(), found.end(),
                      [](int line) { return line != 4 && line != 0; }) == 0);
}

TEST_CASE("without line tables every place is nowhere") {
  for (const int line : lines({})) CHECK(line == 0);
}

TEST_CASE("what is no object has no line table") {
  const auto table = LineTable::read("not an object");
  REQUIRE_FALSE(table);
  CHECK(table.error().fault == Fault::Internal);
}
