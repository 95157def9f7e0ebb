// What becomes of an object is told by the local memory that is left once its other members are in
// registers.
#include "compiler/frontend/array_members.hpp"

#include <doctest/doctest.h>

#include <llvm/AsmParser/Parser.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/SourceMgr.h>
#include <llvm/Transforms/InstCombine/InstCombine.h>
#include <llvm/Transforms/Scalar/SROA.h>

#include <string>

using namespace stratgen;

namespace {

// %object is { i64 first, [4 x double] values, i64 last }, of 48 bytes, and is zeroed first.
// Returns the bytes of local memory afterwards.
std::uint64_t local_bytes(const std::string& body) {
  const std::string text = R"(
    declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
    declare void @keep(ptr)
    define double @f(i64 %i, i1 %c) {
    entry:
      %object = alloca { i64, [4 x double], i64 }
      call void @llvm.memset.p0.i64(ptr %object, i8 0, i64 48, i1 false)
      %values = getelementptr inbounds { i64, [4 x double], i64 }, ptr %object, i64 0, i32 1
      %last = getelementptr inbounds { i64, [4 x double], i64 }, ptr %object, i64 0, i32 2
      store i64 %i, ptr %last
)" + body + "}\n";
  llvm::LLVMContext context;
  llvm::SMDiagnostic error;
  const auto module = llvm::parseAssemblyString(text, error, context);
  INFO(error.getMessage().str());
  REQUIRE(module);

  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager graph;
  llvm::ModuleAnalysisManager modules;
  llvm::PassBuilder builder;
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(graph);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, graph, modules);
  llvm::FunctionPassManager passes;
  passes.addPass(ArrayMembersPass());
  passes.addPass(llvm::SROAPass(llvm::SROAOptions::ModifyCFG));
  passes.addPass(llvm::InstCombinePass());  // without what is only written
  llvm::Function& function = *module->getFunction("f");
  passes.run(function, functions);
  CHECK_FALSE(llvm::verifyFunction(function));

  std::uint64_t bytes = 0;
  for (const llvm::Instruction& each : llvm::instructions(function))
    if (const auto* local = llvm::dyn_cast<llvm::AllocaInst>(&each))
      bytes += local->getAllocationSize(module->getDataLayout())->getFixedValue();
  return bytes;
}

}  // namespace

TEST_CASE("an array that is indexed leaves the object's other members to the registers") {
  CHECK(local_bytes(R"(
      %element = getelementptr inbounds [4 x double], ptr %values, i64 0, i64 %i
      %x = load double, ptr %element
      ret double %x
)") == 32);
}

TEST_CASE("addresses that walk an array are followed") {
  CHECK(local_bytes(R"(
      %end = getelementptr inbounds double, ptr %values, i64 4
      br label %loop
    loop:
      %p = phi ptr [ %values, %entry ], [ %next, %loop ]
      %x = load double, ptr %p
      %next = getelementptr inbounds double, ptr %p, i64 1
      %done = icmp eq ptr %next, %end
      br i1 %done, label %out, label %loop
    out:
      ret double %x
)") == 32);
}

TEST_CASE("an object whose address is given away stays whole") {
  CHECK(local_bytes(R"(
      %element = getelementptr inbounds [4 x double], ptr %values, i64 0, i64 %i
      %x = load double, ptr %element
      call void @keep(ptr %object)
      ret double %x
)") == 48);
}

TEST_CASE("an object that is written across the array's end stays whole") {
  CHECK(local_bytes(R"(
      %element = getelementptr inbounds [4 x double], ptr %values, i64 0, i64 %i
      %x = load double, ptr %element
      %across = getelementptr inbounds i8, ptr %object, i64 32
      store i128 7, ptr %across
      ret double %x
)") == 48);
}

TEST_CASE("an address that may be in the array or outside of it leaves the object whole") {
  CHECK(local_bytes(R"(
      %element = getelementptr inbounds [4 x double], ptr %values, i64 0, i64 %i
      br i1 %c, label %other, label %out
    other:
      br label %out
    out:
      %p = phi ptr [ %element, %entry ], [ %last, %other ]
      %x = load double, ptr %p
      ret double %x
)") == 48);
}
