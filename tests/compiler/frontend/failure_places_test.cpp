#include "compiler/frontend/failure_places.hpp"

#include <doctest/doctest.h>

#include <llvm/AsmParser/Parser.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/Support/SourceMgr.h>

#include <memory>

namespace {

// Two checks that share a trap, as clang makes them, and two orders.
constexpr const char* two_of_each = R"(
declare void @llvm.ubsantrap(i8 immarg)
declare ptr @sg_place(ptr, ptr)
define void @f(i1 %a, i1 %b, ptr %frame) {
  br i1 %a, label %next, label %trap
next:
  %1 = call ptr @sg_place(ptr %frame, ptr null)
  br i1 %b, label %done, label %trap
done:
  %2 = call ptr @sg_place(ptr %frame, ptr %1)
  ret void
trap:
  call void @llvm.ubsantrap(i8 18)
  unreachable
}
)";

int calls_kept_apart(const llvm::Module& module, llvm::StringRef callee) {
  int count = 0;
  for (const llvm::Instruction& each : llvm::instructions(*module.getFunction("f"))) {
    const auto* call = llvm::dyn_cast<llvm::CallInst>(&each);
    if (call && call->getCalledFunction()->getName() == callee && call->cannotMerge()) ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("each check has a trap of its own, which becomes a call of the host") {
  llvm::LLVMContext context;
  llvm::SMDiagnostic problem;
  const auto module = llvm::parseAssemblyString(two_of_each, problem, context);
  REQUIRE(module != nullptr);
  stratgen::separate_failures(*module);
  CHECK(calls_kept_apart(*module, "sg_place") == 2);
  stratgen::call_host_on_traps(*module);
  CHECK(calls_kept_apart(*module, "sg_trap") == 2);
  CHECK(module->getFunction("llvm.ubsantrap")->use_empty());
}
