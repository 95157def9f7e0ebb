#include "compiler/frontend/work.hpp"

#include <llvm/ADT/StringSwitch.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/Support/MathExtras.h>

namespace stratgen {

namespace {

using llvm::Instruction;

// Latencies rather than throughput, for code may be one long chain: a part is about half a cycle.
constexpr std::uint64_t parts_per_unit = 16;

// A call of the host takes tens of nanoseconds; what it does beyond that, the host charges itself.
constexpr std::uint64_t host_call = 4 * parts_per_unit;
constexpr std::uint64_t own_call = parts_per_unit;

// Of libm, by the names that the code generator gives them.
std::uint64_t library_call(llvm::StringRef name) {
  const std::uint64_t units = llvm::StringSwitch<std::uint64_t>(name)
                                  .Cases("pow", "powf", 16)
                                  .Cases("exp", "exp2", "expf", "exp2f", 8)
                                  .Cases("log", "log2", "log10", "logf", "log2f", "log10f", 8)
                                  .Cases("fmod", "fmodf", 512)
                                  .Default(64);
  return units * parts_per_unit;
}

std::uint64_t intrinsic_call(const llvm::IntrinsicInst& call) {
  switch (call.getIntrinsicID()) {
    case llvm::Intrinsic::pow:
    case llvm::Intrinsic::powi:
      return library_call("pow");
    case llvm::Intrinsic::exp:
    case llvm::Intrinsic::exp2:
    case llvm::Intrinsic::exp10:
    case llvm::Intrinsic::log:
    case llvm::Intrinsic::log2:
    case llvm::Intrinsic::log10:
      return library_call("exp");
    case llvm::Intrinsic::sin:
    case llvm::Intrinsic::cos:
    case llvm::Intrinsic::tan:
      return library_call("sin");
    case llvm::Intrinsic::sqrt:
      return 32;
    default:
      return call.isAssumeLikeIntrinsic() ? 0 : 4;
  }
}

std::uint64_t call_parts(const llvm::CallBase& call) {
  if (const auto* intrinsic = llvm::dyn_cast<llvm::IntrinsicInst>(&call))
    return intrinsic_call(*intrinsic);
  const llvm::Function* const callee = call.getCalledFunction();
  if (!callee || !callee->isDeclaration()) return own_call;
  return callee->getName().starts_with("sg_") ? host_call : library_call(callee->getName());
}

std::uint64_t parts(const Instruction& instruction) {
  switch (instruction.getOpcode()) {
    case Instruction::PHI:
    case Instruction::Alloca:
    case Instruction::Ret:
      return 0;
    case Instruction::Load:
      return 12;
    case Instruction::Br:
    case Instruction::Switch:
    case Instruction::Store:
      return 2;
    case Instruction::FAdd:
    case Instruction::FSub:
    case Instruction::FMul:
      return 6;
    case Instruction::Mul:
    case Instruction::FCmp:
    case Instruction::SIToFP:
    case Instruction::UIToFP:
    case Instruction::FPToSI:
    case Instruction::FPToUI:
    case Instruction::FPExt:
    case Instruction::FPTrunc:
      return 4;
    case Instruction::FDiv:
      return 20;
    case Instruction::SDiv:
    case Instruction::UDiv:
    case Instruction::SRem:
    case Instruction::URem:
      return 32;
    case Instruction::FRem:
      return library_call("fmod");
    case Instruction::Call:
    case Instruction::Invoke:
    case Instruction::CallBr:
      return call_parts(llvm::cast<llvm::CallBase>(instruction));
    default:
      return 1;
  }
}

std::uint64_t parts(const llvm::BasicBlock& block) {
  if (llvm::isa<llvm::UnreachableInst>(block.getTerminator())) return 0;
  std::uint64_t sum = 0;
  for (const Instruction& each : block) sum += parts(each);
  return sum;
}

}  // namespace

std::uint64_t work_of(const llvm::Function& function) {
  std::uint64_t sum = 0;
  for (const llvm::BasicBlock& block : function) sum += parts(block);
  return llvm::divideCeil(sum, parts_per_unit);
}

std::uint64_t work_of(const llvm::Loop& loop) {
  std::uint64_t sum = 0;
  for (const llvm::BasicBlock* block : loop.blocks()) sum += parts(*block);
  return llvm::divideCeil(sum, parts_per_unit);
}

}  // namespace stratgen
