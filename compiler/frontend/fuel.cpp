#include "compiler/frontend/fuel.hpp"

#include <stratgen/abi.hpp>

#include "compiler/frontend/failure_places.hpp"

#include <llvm/Analysis/CFG.h>
#include <llvm/IR/DebugInfoMetadata.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/MDBuilder.h>
#include <llvm/IR/Module.h>
#include <llvm/Transforms/Utils/BasicBlockUtils.h>
#include <llvm/Transforms/Utils/PromoteMemToReg.h>

#include <cstddef>

namespace stratgen {

namespace {

using llvm::BasicBlock;
using llvm::CallBase;
using llvm::Function;
using llvm::Instruction;
using llvm::IRBuilder;
using llvm::Value;

static_assert(offsetof(abi::Budget, fuel) == 0 && sizeof(long) == 8);

constexpr std::uint64_t free_copy_bytes = 256;
constexpr std::uint64_t copy_bytes_per_unit = 64;

// Calls that neither run code of the strategy nor touch the counter.
bool is_plain(const CallBase& call) {
  return llvm::isa<llvm::IntrinsicInst>(call) || call.onlyReadsMemory() || call.doesNotReturn();
}

class Instrumenter {
 public:
  explicit Instrumenter(Function& function)
      : function_(function),
        module_(*function.getParent()),
        word_(llvm::Type::getInt64Ty(function.getContext())) {}

  bool run() {
    llvm::FindFunctionBackedges(function_, back_edges_);
    collect_calls();
    const std::uint64_t frame = frame_bytes(function_);
    if (back_edges_.empty() && calls_.empty() && copies_.empty() && frame == 0) return false;
    open_counter();
    check_stack(frame);
    charge(entry_, 1, place_of_function());
    for (llvm::MemIntrinsic* copy : copies_) charge(copy, copy_cost(*copy), copy->getDebugLoc());
    keep_in_memory_across_calls();
    charge_loops();
    llvm::DominatorTree dominators(function_);
    llvm::PromoteMemToReg({counter_}, dominators);
    return true;
  }

 private:
  void collect_calls();
  void open_counter();
  void check_stack(std::uint64_t frame);
  void charge(Instruction* before, std::uint64_t units, const llvm::DebugLoc& place);
  void charge_loops();
  void keep_in_memory_across_calls();
  void end_if(Value* condition, Instruction* before, llvm::StringRef host_function,
              const llvm::DebugLoc& place);
  llvm::DebugLoc place_of_function() const;
  llvm::DebugLoc place_of_loop(const BasicBlock& header, const BasicBlock& latch) const;
  static std::uint64_t copy_cost(const llvm::MemIntrinsic& copy);

  Function& function_;
  llvm::Module& module_;
  llvm::Type* word_;
  llvm::SmallVector<std::pair<const BasicBlock*, const BasicBlock*>, 8> back_edges_;
  llvm::SmallVector<CallBase*, 16> calls_;
  llvm::SmallVector<llvm::MemIntrinsic*, 4> copies_;
  Instruction* entry_ = nullptr;         // checks on entry stand before this
  Value* budget_ = nullptr;              // abi::Budget*
  llvm::AllocaInst* counter_ = nullptr;  // becomes a register in the end
};

std::uint64_t Instrumenter::copy_cost(const llvm::MemIntrinsic& copy) {
  const auto* length = llvm::dyn_cast<llvm::ConstantInt>(copy.getLength());
  const std::uint64_t bytes = length ? length->getZExtValue() : copy_bytes_per_unit;
  return bytes / copy_bytes_per_unit;
}

void Instrumenter::collect_calls() {
  for (Instruction& each : llvm::instructions(function_)) {
    if (auto* copy = llvm::dyn_cast<llvm::MemIntrinsic>(&each);
        copy && copy_cost(*copy) > free_copy_bytes / copy_bytes_per_unit)
      copies_.push_back(copy);
    auto* call = llvm::dyn_cast<CallBase>(&each);
    if (call && !is_plain(*call)) calls_.push_back(call);
  }
}

void Instrumenter::open_counter() {
  entry_ = &*function_.getEntryBlock().getFirstNonPHIOrDbgOrAlloca();
  IRBuilder<> builder(entry_);
  const auto cell = module_.getOrInsertFunction("sg_budget", builder.getPtrTy());
  budget_ = builder.CreateCall(cell);
  counter_ = IRBuilder<>(&function_.getEntryBlock().front()).CreateAlloca(word_);
  builder.CreateStore(builder.CreateLoad(word_, budget_), counter_);
}

void Instrumenter::check_stack(std::uint64_t frame) {
  IRBuilder<> builder(entry_);
  Value* const address = builder.CreateIntrinsic(llvm::Intrinsic::frameaddress,
                                                 {builder.getPtrTy()}, {builder.getInt32(0)});
  Value* const limit = builder.CreateLoad(
      word_,
      builder.CreateConstGEP1_64(builder.getInt8Ty(), budget_, offsetof(abi::Budget, stack_limit)));
  Value* const floor = builder.CreateAdd(limit, builder.getInt64(frame));
  Value* const below = builder.CreateICmpULT(builder.CreatePtrToInt(address, word_), floor);
  end_if(below, entry_, "sg_stack_overflow", place_of_function());
}

void Instrumenter::charge(Instruction* before, std::uint64_t units, const llvm::DebugLoc& place) {
  IRBuilder<> builder(before);
  Value* const left =
      builder.CreateSub(builder.CreateLoad(word_, counter_), builder.getInt64(units));
  builder.CreateStore(left, counter_);
  end_if(builder.CreateICmpSLT(left, builder.getInt64(0)), before, "sg_out_of_fuel", place);
}

void Instrumenter::charge_loops() {
  llvm::SmallPtrSet<BasicBlock*, 8> charged;
  for (const auto& [from, to] : back_edges_) {
    // Earlier checks split blocks: the branch back is now at the end of the chain that began as
    // `from`.
    auto* latch = const_cast<BasicBlock*>(from);
    while (!llvm::is_contained(llvm::successors(latch), to))
      latch = latch->getTerminator()->getSuccessor(latch->getTerminator()->getNumSuccessors() - 1);
    if (charged.insert(latch).second) charge(latch->getTerminator(), 1, place_of_loop(*to, *from));
  }
}

void Instrumenter::keep_in_memory_across_calls() {
  const auto spill = [&](Instruction* before) {
    IRBuilder<> builder(before);
    builder.CreateStore(builder.CreateLoad(word_, counter_), budget_);
  };
  for (CallBase* call : calls_) {
    spill(call);
    if (auto* plain = llvm::dyn_cast<llvm::CallInst>(call))
      plain->setTailCallKind(llvm::CallInst::TCK_NoTail);
    IRBuilder<> after(call->getNextNode());
    after.CreateStore(after.CreateLoad(word_, budget_), counter_);
  }
  for (BasicBlock& block : function_)
    if (llvm::isa<llvm::ReturnInst>(block.getTerminator())) spill(block.getTerminator());
}

void Instrumenter::end_if(Value* condition, Instruction* before, llvm::StringRef host_function,
                          const llvm::DebugLoc& place) {
  Instruction* const end = llvm::SplitBlockAndInsertIfThen(
      condition, before->getIterator(), /*Unreachable=*/true,
      llvm::MDBuilder(function_.getContext()).createUnlikelyBranchWeights());
  call_to_end(end, host_function, place);
}

// Locations exist if line tables are asked for, and do not change what is inserted.
llvm::DebugLoc Instrumenter::place_of_function() const {
  llvm::DISubprogram* const scope = function_.getSubprogram();
  if (!scope) return {};
  return llvm::DILocation::get(function_.getContext(), scope->getScopeLine(), 0, scope);
}

// The optimiser leaves some branches without a line.
llvm::DebugLoc Instrumenter::place_of_loop(const BasicBlock& header,
                                           const BasicBlock& latch) const {
  for (const BasicBlock* block : {&latch, &header})
    for (const Instruction& each : llvm::reverse(*block))
      if (each.getDebugLoc() && each.getDebugLoc().getLine() != 0) return each.getDebugLoc();
  return place_of_function();
}

}  // namespace

llvm::PreservedAnalyses FuelPass::run(Function& function, llvm::FunctionAnalysisManager&) {
  return Instrumenter(function).run() ? llvm::PreservedAnalyses::none()
                                      : llvm::PreservedAnalyses::all();
}

std::uint64_t frame_bytes(const Function& function) {
  const llvm::DataLayout& layout = function.getParent()->getDataLayout();
  std::uint64_t bytes = 0;
  for (const Instruction& each : llvm::instructions(function))
    if (const auto* local = llvm::dyn_cast<llvm::AllocaInst>(&each))
      bytes +=
          local->getAllocationSize(layout).value_or(llvm::TypeSize::getFixed(0)).getFixedValue();
  return bytes;
}

}  // namespace stratgen
