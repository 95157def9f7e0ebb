#include "compiler/frontend/failure_places.hpp"

#include <llvm/ADT/SmallPtrSet.h>
#include <llvm/IR/BasicBlock.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>

#include <cstdint>

namespace stratgen {

namespace {

using llvm::BasicBlock;
using llvm::Instruction;

bool is_trap(const Instruction& instruction) {
  const auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
  return call && call->getIntrinsicID() == llvm::Intrinsic::ubsantrap;
}

// Of the kinds of checks, clang's SanitizerHandler::OutOfBounds.
bool is_out_of_bounds(const llvm::IntrinsicInst& trap) {
  constexpr std::uint64_t out_of_bounds = 18;
  return llvm::cast<llvm::ConstantInt>(trap.getArgOperand(0))->equalsInt(out_of_bounds);
}

// What the optimiser makes of code that cannot be reached, and what a source may ask for.
bool is_builtin_trap(const Instruction& instruction) {
  const auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
  return call && (call->getIntrinsicID() == llvm::Intrinsic::trap ||
                  call->getIntrinsicID() == llvm::Intrinsic::debugtrap);
}

// Clang lets a reference name the element behind an array's last, as a pointer may. There are no
// pointers here, and what a reference names is read and written.
void check_references(llvm::Function& function) {
  for (BasicBlock& block : function) {
    auto* const branch = llvm::dyn_cast<llvm::BranchInst>(block.getTerminator());
    if (!branch || !branch->isConditional()) continue;
    auto* const compared = llvm::dyn_cast<llvm::ICmpInst>(branch->getCondition());
    const auto* trap = llvm::dyn_cast<llvm::IntrinsicInst>(&branch->getSuccessor(1)->front());
    if (compared && compared->getPredicate() == llvm::ICmpInst::ICMP_ULE && trap &&
        is_trap(*trap) && is_out_of_bounds(*trap))
      compared->setPredicate(llvm::ICmpInst::ICMP_ULT);
  }
}

BasicBlock* copy(const BasicBlock& block) {
  BasicBlock* const made = BasicBlock::Create(block.getContext());
  for (const Instruction& each : block) each.clone()->insertInto(made, made->end());
  return made;
}

// Clang shares one trap among all checks of a kind in a function.
void separate_traps(llvm::Function& function) {
  llvm::SmallPtrSet<const BasicBlock*, 8> taken;
  llvm::SmallVector<BasicBlock*, 16> copies;
  for (BasicBlock& block : function) {
    Instruction* const check = block.getTerminator();
    for (unsigned i = 0; i < check->getNumSuccessors(); ++i) {
      BasicBlock* trap = check->getSuccessor(i);
      if (!is_trap(trap->front())) continue;
      if (!taken.insert(trap).second) {
        trap = copies.emplace_back(copy(*trap));
        check->setSuccessor(i, trap);
      }
      for (Instruction& each : *trap) each.setDebugLoc(check->getDebugLoc());
    }
  }
  for (BasicBlock* each : copies) each->insertInto(&function);
}

}  // namespace

void separate_failures(llvm::Module& module) {
  for (llvm::Function& function : module) {
    if (!function.isDeclaration()) {
      check_references(function);
      separate_traps(function);
    }
    if (!function.getName().starts_with("sg_")) continue;
    for (llvm::User* user : function.users())
      if (auto* call = llvm::dyn_cast<llvm::CallBase>(user))
        call->addFnAttr(llvm::Attribute::NoMerge);
  }
}

void call_host_on_traps(llvm::Module& module) {
  llvm::SmallVector<Instruction*, 32> traps;
  for (llvm::Function& function : module)
    for (Instruction& each : llvm::instructions(function))
      if (is_trap(each) || is_builtin_trap(each)) traps.push_back(&each);
  for (Instruction* trap : traps) {
    call_to_end(trap, "sg_trap", trap->getDebugLoc());
    trap->eraseFromParent();
  }
}

void call_to_end(Instruction* before, llvm::StringRef host_function, const llvm::DebugLoc& place) {
  llvm::IRBuilder<> builder(before);
  llvm::FunctionCallee callee =
      before->getModule()->getOrInsertFunction(host_function, builder.getVoidTy());
  auto* const declaration = llvm::cast<llvm::Function>(callee.getCallee());
  declaration->setDoesNotReturn();
  declaration->setDoesNotThrow();
  declaration->addFnAttr(llvm::Attribute::Cold);
  llvm::CallInst* const call = builder.CreateCall(callee);
  call->setDoesNotReturn();
  call->addFnAttr(llvm::Attribute::NoMerge);
  call->setDebugLoc(place);
}

}  // namespace stratgen
