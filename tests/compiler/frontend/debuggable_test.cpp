#include "compiler/frontend/debuggable.hpp"

#include "compiler/frontend/compile.hpp"

#include <doctest/doctest.h>

#include <llvm/AsmParser/Parser.h>
#include <llvm/DebugInfo/DWARF/DWARFContext.h>
#include <llvm/DebugInfo/DWARF/DWARFUnit.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/Object/ELFObjectFile.h>
#include <llvm/Support/SourceMgr.h>

#include <memory>
#include <set>
#include <string>

using namespace stratgen;

namespace {

constexpr const char* strategy = R"(#include <stratgen/strategy.hpp>
struct S : Strategy {
  int count = 0;
  void next() {
    ++count;
    if (count > 3) buy();
  }
};
STRATGEN_STRATEGY(S)
)";

// Of the functions in an object, and of the files that its line tables name.
std::set<std::string> functions(llvm::object::ObjectFile& object) {
  std::set<std::string> names;
  for (const llvm::object::SymbolRef& each : object.symbols())
    if (llvm::cantFail(each.getType()) == llvm::object::SymbolRef::ST_Function)
      names.insert(llvm::cantFail(each.getName()).str());
  return names;
}

std::set<std::string> files(llvm::object::ObjectFile& object) {
  const auto context = llvm::DWARFContext::create(object);
  std::set<std::string> names;
  for (const auto& unit : context->compile_units()) {
    names.insert(unit->getUnitDIE().getShortName());
    const auto* const lines = context->getLineTableForUnit(unit.get());
    for (std::uint64_t i = 1; i <= lines->Prologue.FileNames.size(); ++i) {
      std::string name;
      if (lines->getFileNameByIndex(
              i, "", llvm::DILineInfoSpecifier::FileLineInfoKind::AbsoluteFilePath, name))
        names.insert(name);
    }
  }
  return names;
}

}  // namespace

TEST_CASE("the strategy's functions stay functions, the API's do not, and fuel is taken") {
  llvm::LLVMContext context;
  llvm::SMDiagnostic problem;
  const auto module = llvm::parseAssemblyString(R"(
declare void @sg_step(ptr)
define linkonce_odr void @api(ptr %frame) alwaysinline {
  call void @sg_step(ptr %frame)
  ret void
}
define linkonce_odr void @next(ptr %frame) {
  call void @api(ptr %frame)
  ret void
}
define void @stratgen_run(ptr %frame) {
  call void @next(ptr %frame) alwaysinline
  ret void
}
)",
                                                problem, context);
  REQUIRE(module != nullptr);
  keep_debuggable(*module, /*guarded=*/true);
  const llvm::Function* const next = module->getFunction("next");
  REQUIRE(next != nullptr);
  CHECK(next->hasInternalLinkage());
  CHECK(module->getFunction("api") == nullptr);
  CHECK(module->getFunction("stratgen_run")->hasExternalLinkage());
  CHECK(module->getFunction("sg_out_of_fuel") != nullptr);
}

TEST_CASE("a debugger finds next() as a function, and the text on disk") {
  const auto compiled = compile(strategy, {.debug_info = DebugInfo::Full,
                                           .text_on_disk = {"/disk/mine.cpp", "/disk/include"},
                                           .optimised = false});
  REQUIRE(compiled);
  const auto object = llvm::cantFail(
      llvm::object::ObjectFile::createELFObjectFile({compiled->object, "strategy.o"}));
  CHECK(functions(*object).contains("_ZN1S4nextEv"));
  const std::set<std::string> found = files(*object);
  CHECK(found.contains("/disk/mine.cpp"));
  CHECK(found.contains("/disk/include/stratgen/strategy.hpp"));
  for (const std::string& file : found) {
    CAPTURE(file);
    CHECK_FALSE(file.starts_with("/stratgen"));  // where the compiler has it
  }
}

TEST_CASE("optimised code is the same with full debug information") {
  const auto text = [](const CompileOptions& options) {
    const std::string bytes = compile(strategy, options).value().object;
    const auto object =
        llvm::cantFail(llvm::object::ObjectFile::createELFObjectFile({bytes, "strategy.o"}));
    for (const llvm::object::SectionRef& each : object->sections())
      if (llvm::cantFail(each.getName()) == ".text")
        return llvm::cantFail(each.getContents()).str();
    return std::string();
  };
  const std::string plain = text({});
  CHECK_FALSE(plain.empty());
  CHECK(text({.debug_info = DebugInfo::Full}) == plain);
}
