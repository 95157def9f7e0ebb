#include "compiler/inspect/ir_text.hpp"

#include "compiler/inspect/listing.hpp"
#include "runtime/base/file.hpp"
#include "tests/compiler/inspect/sources.hpp"

#include <doctest/doctest.h>

#include <llvm/AsmParser/Parser.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Support/SourceMgr.h>

#include <filesystem>

using namespace stratgen;
using stratgen::test::loops;

TEST_CASE("the IR is a module that LLVM reads and finds sound") {
  for (const auto& entry : std::filesystem::directory_iterator("tests/compiler/check/accepted")) {
    if (entry.path().extension() != ".cpp") continue;
    INFO(entry.path().string());
    const auto listing = list_code(read_file(entry.path()).value());
    REQUIRE(listing);
    llvm::LLVMContext context;
    llvm::SMDiagnostic error;
    const auto module = llvm::parseAssemblyString(listing->ir, error, context);
    REQUIRE(module);
    CHECK_FALSE(llvm::verifyModule(*module));
    CHECK(module->getFunction("stratgen_run"));
  }
}

TEST_CASE("the IR keeps names and says which line it is of, without metadata") {
  const auto listing = list_code(loops);
  REQUIRE(listing);
  const std::string& ir = listing->ir;
  CHECK(ir.find("define dso_local void @stratgen_run(ptr noundef %frame)") != std::string::npos);
  CHECK(ir.find("  ; 14: for (int i = 0; i < 64; ++i) v[i] = w[i] * 0.375 + v[i];  // VECTOR\n") !=
        std::string::npos);
  CHECK(ir.find("  ; detail/run.hpp:") != std::string::npos);
  CHECK(ir.find("!dbg") == std::string::npos);
  CHECK(ir.find("\n!") == std::string::npos);
  CHECK(ir.find("target-features") == std::string::npos);
  CHECK(ir.find(".i.i") == std::string::npos);
}

TEST_CASE("no place is nowhere") { CHECK(place_of({}) == CodePlace()); }
