#include "compiler/frontend/inlining.hpp"

#include <doctest/doctest.h>

#include <llvm/AsmParser/Parser.h>
#include <llvm/IR/Module.h>
#include <llvm/Support/SourceMgr.h>

#include <string>

using namespace stratgen;

namespace {

// Whether @helper is to be inlined.
bool inlines_helper(const std::string& functions) {
  llvm::LLVMContext context;
  llvm::SMDiagnostic error;
  const auto module = llvm::parseAssemblyString(functions, error, context);
  INFO(error.getMessage().str());
  REQUIRE(module);
  llvm::ModuleAnalysisManager analyses;
  InlineEverythingPass().run(*module, analyses);
  return module->getFunction("helper")->hasFnAttribute(llvm::Attribute::AlwaysInline);
}

// Each of `count` functions calls the one before it twice, so that the last has 2^count times the
// instructions of the first.
std::string doubling(int count) {
  std::string text = "define internal void @helper() { ret void }\n";
  for (int i = 0; i < count; ++i) {
    const std::string callee = i == 0 ? "helper" : "f" + std::to_string(i - 1);
    text += "define internal void @f" + std::to_string(i) + "() {\n  call void @" + callee +
            "()\n  call void @" + callee + "()\n  ret void\n}\n";
  }
  return text;
}

}  // namespace

TEST_CASE("a helper becomes part of what calls it") { CHECK(inlines_helper(doubling(1))); }

TEST_CASE("helpers that would multiply beyond bounds stay functions") {
  CHECK(inlines_helper(doubling(8)));  // 2^8 * 4 instructions
  CHECK_FALSE(inlines_helper(doubling(40)));
}

TEST_CASE("nothing is inlined where a function leads back to itself") {
  CHECK_FALSE(inlines_helper(R"(
    define internal void @helper() { ret void }
    define internal void @again() {
      call void @helper()
      call void @again()
      ret void
    })"));
}

TEST_CASE("what is marked is inlined and gone, unless a call or the function itself forbids it") {
  llvm::LLVMContext context;
  llvm::SMDiagnostic error;
  const auto module = llvm::parseAssemblyString(R"(
    define internal i32 @marked(i32 %x) alwaysinline {
      %y = mul i32 %x, 3
      ret i32 %y
    }
    define internal i32 @kept(i32 %x) alwaysinline { ret i32 %x }
    define internal i32 @again(i32 %x) alwaysinline {
      %y = call i32 @again(i32 %x)
      ret i32 %y
    }
    define i32 @f(i32 %x) {
      %a = call i32 @marked(i32 %x)
      %b = call i32 @kept(i32 %a) noinline
      %c = call i32 @again(i32 %b)
      ret i32 %c
    })",
                                                error, context);
  REQUIRE(module);
  llvm::ModuleAnalysisManager analyses;
  InlineMarkedPass().run(*module, analyses);
  CHECK(module->getFunction("marked") == nullptr);
  CHECK(module->getFunction("kept") != nullptr);
  CHECK(module->getFunction("again") != nullptr);
  CHECK(module->getFunction("f")->getInstructionCount() == 4);  // one of them is the product
}
