#include "compiler/frontend/fuel.hpp"

#include <stratgen/abi.hpp>

#include "compiler/frontend/failure_places.hpp"
#include "compiler/frontend/work.hpp"

#include <llvm/Analysis/CFG.h>
#include <llvm/Analysis/LoopInfo.h>
#include <llvm/IR/DebugInfoMetadata.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/MDBuilder.h>
#include <llvm/IR/Module.h>
#include <llvm/Transforms/Utils/BasicBlockUtils.h>
#include <llvm/Transforms/Utils/PromoteMemToReg.h>

#include <algorithm>
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
// A function this small, without loops and calls, is paid for by who calls it.
constexpr std::uint64_t free_function_units = 4;

// Calls that neither run code of the strategy nor touch the counter.
bool is_plain(const CallBase& call) {
  if (const auto* intrinsic = llvm::dyn_cast<llvm::IntrinsicInst>(&call))
    return intrinsic->getIntrinsicID() != llvm::Intrinsic::eh_sjlj_longjmp;
  const Function* const callee = call.getCalledFunction();
  const bool is_own = !callee || !callee->isDeclaration();  // pure or without return: it is charged
  return !is_own && (call.onlyReadsMemory() || call.doesNotReturn());
}

// Of the arguments that the caller copies onto the stack.
std::uint64_t argument_bytes(const CallBase& call) {
  const llvm::DataLayout& layout = call.getModule()->getDataLayout();
  std::uint64_t bytes = 0;
  for (unsigned i = 0; i < call.arg_size(); ++i)
    if (call.isByValArgument(i))
      bytes += layout.getTypeAllocSize(call.getParamByValType(i)).getFixedValue();
  return bytes;
}

struct BackEdge {
  BasicBlock* from;
  BasicBlock* to;
  std::uint64_t units;  // of one turn
};

class Instrumenter {
 public:
  explicit Instrumenter(Function& function)
      : function_(function),
        module_(*function.getParent()),
        word_(llvm::Type::getInt64Ty(function.getContext())) {}

  bool run(const llvm::LoopInfo& loops) {
    function_.setMemoryEffects(llvm::MemoryEffects::unknown());  // every call writes the counter
    const std::uint64_t units = work_of(function_);
    collect_loops(loops, units);
    collect_instructions();
    const std::uint64_t frame = frame_bytes(function_);
    if (back_edges_.empty() && calls_.empty() && copies_.empty() && frame == 0 &&
        dynamic_locals_.empty() && units <= free_function_units)
      return false;
    open_counter();
    check_stack(frame);
    for (llvm::AllocaInst* local : dynamic_locals_) check_stack(*local);
    charge(entry_, std::max<std::uint64_t>(units, 1), place_of_function());
    charge_copies();
    keep_in_memory_across_calls();
    charge_loops();
    llvm::DominatorTree dominators(function_);
    llvm::PromoteMemToReg({counter_}, dominators);
    return true;
  }

 private:
  void collect_loops(const llvm::LoopInfo& loops, std::uint64_t units_of_all);
  void collect_instructions();
  void open_counter();
  void check_stack(std::uint64_t frame);
  void check_stack(llvm::AllocaInst& local);
  Value* stack_limit(IRBuilder<>& builder) const;
  void charge(Instruction* before, Value* units, const llvm::DebugLoc& place);
  void charge(Instruction* before, std::uint64_t units, const llvm::DebugLoc& place) {
    charge(before, llvm::ConstantInt::get(word_, units), place);
  }
  void charge_copies();
  void charge_loops();
  void keep_in_memory_across_calls();
  void end_if(Value* condition, Instruction* before, llvm::StringRef host_function,
              const llvm::DebugLoc& place);
  llvm::DebugLoc place_of_function() const;
  llvm::DebugLoc place_of_loop(const BasicBlock& header, const BasicBlock& latch) const;

  Function& function_;
  llvm::Module& module_;
  llvm::Type* word_;
  llvm::SmallVector<BackEdge, 8> back_edges_;
  llvm::SmallVector<CallBase*, 16> calls_;
  llvm::SmallVector<llvm::MemIntrinsic*, 4> copies_;
  llvm::SmallVector<llvm::AllocaInst*, 2> dynamic_locals_;
  Instruction* entry_ = nullptr;         // checks on entry stand before this
  Value* budget_ = nullptr;              // abi::Budget*
  llvm::AllocaInst* counter_ = nullptr;  // becomes a register in the end
};

void Instrumenter::collect_loops(const llvm::LoopInfo& loops, std::uint64_t units_of_all) {
  llvm::SmallVector<std::pair<const BasicBlock*, const BasicBlock*>, 8> edges;
  llvm::FindFunctionBackedges(function_, edges);
  for (const auto& [from, to] : edges) {
    const llvm::Loop* const loop = loops.getLoopFor(to);
    const bool natural = loop && loop->getHeader() == to && loop->contains(from);
    const std::uint64_t units = natural ? work_of(*loop) : units_of_all;
    back_edges_.push_back({const_cast<BasicBlock*>(from), const_cast<BasicBlock*>(to),
                           std::max<std::uint64_t>(units, 1)});
  }
}

void Instrumenter::collect_instructions() {
  for (Instruction& each : llvm::instructions(function_)) {
    if (auto* local = llvm::dyn_cast<llvm::AllocaInst>(&each); local && !local->isStaticAlloca())
      dynamic_locals_.push_back(local);
    if (auto* copy = llvm::dyn_cast<llvm::MemIntrinsic>(&each)) {
      const auto* length = llvm::dyn_cast<llvm::ConstantInt>(copy->getLength());
      if (!length || length->getZExtValue() > free_copy_bytes) copies_.push_back(copy);
    }
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
  Value* const floor = builder.CreateAdd(stack_limit(builder), builder.getInt64(frame));
  Value* const below = builder.CreateICmpULT(builder.CreatePtrToInt(address, word_), floor);
  end_if(below, entry_, "sg_stack_overflow", place_of_function());
}

// A local whose size is known only now has to leave room for what is called from here.
void Instrumenter::check_stack(llvm::AllocaInst& local) {
  IRBuilder<> builder(&local);
  const std::uint64_t element =
      module_.getDataLayout().getTypeAllocSize(local.getAllocatedType()).getFixedValue();
  Value* const here = builder.CreatePtrToInt(
      builder.CreateIntrinsic(llvm::Intrinsic::stacksave, {builder.getPtrTy()}, {}), word_);
  Value* const room = builder.CreateSub(here, stack_limit(builder));
  Value* const fits =
      builder.CreateUDiv(room, builder.getInt64(std::max<std::uint64_t>(element, 1)));
  Value* const count = builder.CreateZExtOrTrunc(local.getArraySize(), word_);
  end_if(builder.CreateICmpUGT(count, fits), &local, "sg_stack_overflow", local.getDebugLoc());
}

Value* Instrumenter::stack_limit(IRBuilder<>& builder) const {
  return builder.CreateLoad(word_, builder.CreateConstGEP1_64(builder.getInt8Ty(), budget_,
                                                              offsetof(abi::Budget, stack_limit)));
}

void Instrumenter::charge(Instruction* before, Value* units, const llvm::DebugLoc& place) {
  IRBuilder<> builder(before);
  Value* const left = builder.CreateSub(builder.CreateLoad(word_, counter_), units);
  builder.CreateStore(left, counter_);
  end_if(builder.CreateICmpSLT(left, builder.getInt64(0)), before, "sg_out_of_fuel", place);
}

void Instrumenter::charge_copies() {
  for (llvm::MemIntrinsic* copy : copies_) {
    IRBuilder<> builder(copy);
    Value* const length = builder.CreateZExtOrTrunc(copy->getLength(), word_);
    charge(copy, builder.CreateUDiv(length, builder.getInt64(copy_bytes_per_unit)),
           copy->getDebugLoc());
  }
  for (CallBase* call : calls_)
    if (const std::uint64_t bytes = argument_bytes(*call); bytes > free_copy_bytes)
      charge(call, bytes / copy_bytes_per_unit, call->getDebugLoc());
}

void Instrumenter::charge_loops() {
  llvm::SmallPtrSet<BasicBlock*, 8> charged;
  for (const BackEdge& edge : back_edges_) {
    // Earlier checks split blocks: the branch back is now at the end of the chain that began as
    // `from`.
    BasicBlock* latch = edge.from;
    while (!llvm::is_contained(llvm::successors(latch), edge.to))
      latch = latch->getTerminator()->getSuccessor(latch->getTerminator()->getNumSuccessors() - 1);
    if (charged.insert(latch).second)
      charge(latch->getTerminator(), edge.units, place_of_loop(*edge.to, *edge.from));
  }
}

void Instrumenter::keep_in_memory_across_calls() {
  const auto spill = [&](Instruction* before) {
    IRBuilder<> builder(before);
    builder.CreateStore(builder.CreateLoad(word_, counter_), budget_);
  };
  for (CallBase* call : calls_) {
    spill(call);
    call->removeFnAttr(llvm::Attribute::Memory);
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

llvm::PreservedAnalyses FuelPass::run(Function& function, llvm::FunctionAnalysisManager& analyses) {
  const auto& loops = analyses.getResult<llvm::LoopAnalysis>(function);
  return Instrumenter(function).run(loops) ? llvm::PreservedAnalyses::none()
                                           : llvm::PreservedAnalyses::all();
}

std::uint64_t frame_bytes(const Function& function) {
  const llvm::DataLayout& layout = function.getParent()->getDataLayout();
  std::uint64_t locals = 0, arguments = 0;
  for (const Instruction& each : llvm::instructions(function)) {
    if (const auto* local = llvm::dyn_cast<llvm::AllocaInst>(&each))
      locals +=
          local->getAllocationSize(layout).value_or(llvm::TypeSize::getFixed(0)).getFixedValue();
    if (const auto* call = llvm::dyn_cast<CallBase>(&each))
      arguments = std::max(arguments, argument_bytes(*call));
  }
  return locals + arguments;
}

}  // namespace stratgen
