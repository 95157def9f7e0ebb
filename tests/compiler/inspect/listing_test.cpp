#include "compiler/inspect/listing.hpp"

#include "tests/compiler/inspect/sources.hpp"

#include <doctest/doctest.h>

#include <llvm/Object/ELFObjectFile.h>

using namespace stratgen;
using stratgen::test::line_with;
using stratgen::test::loops;

namespace {

std::string code_of(const std::string& object) {
  auto file = llvm::object::ObjectFile::createELFObjectFile({object, "strategy.o"});
  REQUIRE(bool(file));
  std::string code;
  for (const llvm::object::SectionRef& section : (*file)->sections())
    if (section.isText()) code += llvm::cantFail(section.getContents()).str();
  return code;
}

}  // namespace

TEST_CASE("the listing shows the machine code that compile() makes, byte for byte") {
  const auto listing = list_code(loops);
  REQUIRE(listing);
  CHECK(listing->class_name == "Loops");
  const std::string code = code_of(compile(loops).value().object);
  std::size_t shown = 0;
  for (const MachineFunction& function : listing->machine_code) {
    for (const Instruction& each : function.instructions) {
      REQUIRE(code.substr(each.address, each.bytes.size()) == each.bytes);
      shown += each.bytes.size();
    }
  }
  CHECK(shown <= code.size());
  CHECK(shown + 16 * listing->machine_code.size() > code.size());  // all but the padding between
}

TEST_CASE("a source that does not pass gives the error that compile() gives") {
  const std::string source = "#include <stratgen/strategy.hpp>\nint x = y;\n";
  const auto listing = list_code(source, {.file_name = "mine.cpp"});
  const auto compiled = compile(source, {.file_name = "mine.cpp"});
  REQUIRE_FALSE(listing);
  REQUIRE_FALSE(compiled);
  CHECK(listing.error().fault == Fault::Strategy);
  CHECK(listing.error().message == compiled.error().message);
  CHECK(listing.error().diagnostics.size() == compiled.error().diagnostics.size());
}

TEST_CASE("the layers hold: a listing takes no way around the rules") {
  CHECK_FALSE(list_code("#include <cstdio>\n"));
  CHECK_FALSE(list_code(std::string(100, ' '), {.max_bytes = 99}));
}

TEST_CASE("the same source gives the same listing") {
  const auto first = list_code(loops), second = list_code(loops);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->ir == second->ir);
  CHECK(first->remarks == second->remarks);
}

TEST_CASE("a header's line is the text that is compiled") {
  CHECK(header_text("strategy.hpp", 100000) == "");
  CHECK(header_text("none.hpp", 1) == "");
  CHECK(header_text("detail/run.hpp", 0) == "");
  bool once = false;
  for (int line = 1; line < 50; ++line) once |= header_text("strategy.hpp", line) == "#pragma once";
  CHECK(once);
}
