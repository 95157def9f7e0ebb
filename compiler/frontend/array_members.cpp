#include "compiler/frontend/array_members.hpp"

#include <llvm/ADT/MapVector.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/Operator.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>

namespace stratgen {

namespace {

using llvm::cast;
using llvm::dyn_cast;
using llvm::Instruction;
using llvm::Type;
using llvm::Value;

// A member that is an array, by bytes from the start of the object.
struct Array {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  Type* type = nullptr;
};

// One object: finds every use of its address, and moves its arrays if all of them are understood.
class Splitter {
 public:
  explicit Splitter(llvm::AllocaInst& object)
      : object_(object), layout_(object.getModule()->getDataLayout()) {}

  bool run() {
    if (!object_.isStaticAlloca() || object_.isArrayAllocation() || !follow(object_, 0))
      return false;
    for (std::size_t i = 0; i < pending_.size(); ++i)
      if (!follow_inside(*pending_[i])) return false;
    if (llvm::none_of(arrays_, [](const auto& each) { return each.second.indexed; })) return false;
    if (!joins_are_inside() || !spans_are_outside()) return false;
    move();
    return true;
  }

 private:
  struct Entry {
    llvm::Use* use;  // of an address at this offset
    std::uint64_t offset;
  };
  struct Found {
    Array array;
    bool indexed = false;  // by something that is not a constant
    llvm::SmallVector<Entry, 8> entries;
  };
  struct Span {
    std::uint64_t begin, end;
    llvm::MemSetInst* fill = nullptr;
  };

  std::optional<Array> array_at(std::uint64_t offset) const;
  bool follow(Value& address, std::uint64_t offset);
  bool follow_use(llvm::Use& use, std::uint64_t offset);
  bool enter(llvm::Use& use, std::uint64_t offset, bool indexed);
  void access(llvm::Use& use, std::uint64_t offset, Type& type);
  bool follow_inside(Value& address);
  bool derive(Instruction& value, std::uint64_t array);
  bool joins_are_inside() const;
  bool spans_are_outside() const;
  void move();

  llvm::AllocaInst& object_;
  const llvm::DataLayout& layout_;
  llvm::MapVector<std::uint64_t, Found> arrays_;   // by where they begin
  llvm::MapVector<Value*, std::uint64_t> inside_;  // addresses that stay in an array
  llvm::SmallVector<Instruction*, 16> pending_;
  llvm::SmallVector<Span, 8> spans_;  // accesses that do not stay in one array
};

std::optional<Array> Splitter::array_at(std::uint64_t offset) const {
  Type* type = object_.getAllocatedType();
  std::uint64_t begin = 0;
  while (auto* record = dyn_cast<llvm::StructType>(type)) {
    const llvm::StructLayout* const fields = layout_.getStructLayout(record);
    if (offset - begin >= fields->getSizeInBytes()) return std::nullopt;
    const unsigned index = fields->getElementContainingOffset(offset - begin);
    begin += fields->getElementOffset(index);
    type = record->getElementType(index);
  }
  const std::uint64_t end = begin + layout_.getTypeAllocSize(type);
  if (!type->isArrayTy() || offset >= end || begin == 0) return std::nullopt;
  return Array{begin, end, type};
}

bool Splitter::follow(Value& address, std::uint64_t offset) {
  for (llvm::Use& use : address.uses())
    if (!follow_use(use, offset)) return false;
  return true;
}

bool Splitter::follow_use(llvm::Use& use, std::uint64_t offset) {
  auto* const user = cast<Instruction>(use.getUser());
  if (auto* load = dyn_cast<llvm::LoadInst>(user))
    return access(use, offset, *load->getType()), true;
  if (auto* store = dyn_cast<llvm::StoreInst>(user)) {
    if (use.getOperandNo() != store->getPointerOperandIndex()) return false;
    return access(use, offset, *store->getValueOperand()->getType()), true;
  }
  if (auto* copy = dyn_cast<llvm::MemIntrinsic>(user)) {
    const auto* length = dyn_cast<llvm::ConstantInt>(copy->getLength());
    if (!length) return false;
    spans_.push_back({offset, offset + length->getZExtValue(), dyn_cast<llvm::MemSetInst>(copy)});
    return true;
  }
  if (auto* step = dyn_cast<llvm::GetElementPtrInst>(user)) {
    llvm::APInt distance(64, 0);
    if (!step->accumulateConstantOffset(layout_, distance)) return enter(use, offset, true);
    // An address may be that of an object and of the array it begins with. What steps over bytes or
    // members means the object.
    Type* const stride = step->getSourceElementType();
    const bool of_object = stride->isStructTy() || stride->isIntegerTy(8) || !array_at(offset);
    return of_object ? follow(*step, offset + distance.getZExtValue()) : enter(use, offset, false);
  }
  return llvm::isa<llvm::PHINode>(user) && enter(use, offset, true);
}

// `use` derives an address that stays inside of the array.
bool Splitter::enter(llvm::Use& use, std::uint64_t offset, bool indexed) {
  const auto array = array_at(offset);
  if (!array) return false;
  Found& found = arrays_[array->begin];
  found.array = *array;
  found.indexed |= indexed;
  found.entries.push_back({&use, offset});
  return derive(*cast<Instruction>(use.getUser()), array->begin);
}

void Splitter::access(llvm::Use& use, std::uint64_t offset, Type& type) {
  const auto array = array_at(offset);
  const std::uint64_t end = offset + layout_.getTypeStoreSize(&type);
  if (!array || end > array->end) return spans_.push_back({offset, end});
  Found& found = arrays_[array->begin];
  found.array = *array;
  found.entries.push_back({&use, offset});
}

bool Splitter::derive(Instruction& value, std::uint64_t array) {
  const auto [known, is_new] = inside_.insert({&value, array});
  if (is_new) pending_.push_back(&value);
  return known->second == array;
}

bool Splitter::follow_inside(Value& address) {
  const std::uint64_t array = inside_.find(&address)->second;
  for (llvm::Use& use : address.uses()) {
    auto* const user = cast<Instruction>(use.getUser());
    if (llvm::isa<llvm::LoadInst, llvm::ICmpInst>(user)) continue;
    if (llvm::isa<llvm::StoreInst>(user) && use.getOperandNo() == 1) continue;
    if (llvm::isa<llvm::MemIntrinsic>(user)) continue;
    const bool address_again = llvm::isa<llvm::GetElementPtrInst, llvm::PHINode>(user);
    if (!address_again || !derive(*user, array)) return false;
  }
  return true;
}

// What joins addresses joins those of one array only.
bool Splitter::joins_are_inside() const {
  for (const auto& [value, begin] : inside_) {
    const auto* join = dyn_cast<llvm::PHINode>(value);
    if (!join) continue;
    const auto& entries = arrays_.find(begin)->second.entries;
    for (const llvm::Use& use : join->incoming_values()) {
      const auto known = inside_.find(use.get());
      const bool inside = known != inside_.end() && known->second == begin;
      if (!inside && llvm::none_of(entries, [&](const Entry& each) { return each.use == &use; }))
        return false;
    }
  }
  return true;
}

bool Splitter::spans_are_outside() const {
  for (const auto& [begin, found] : arrays_)
    for (const Span& span : spans_)
      if (found.indexed && !span.fill && span.begin < found.array.end && span.end > begin)
        return false;
  return true;
}

void Splitter::move() {
  for (auto& [begin, found] : arrays_) {
    if (!found.indexed) continue;
    llvm::IRBuilder<> builder(&object_);
    llvm::AllocaInst* const own = builder.CreateAlloca(found.array.type);
    own->setAlignment(llvm::commonAlignment(object_.getAlign(), begin));
    const auto address = [&](std::uint64_t offset) -> Value* {
      return offset == begin
                 ? own
                 : builder.CreateConstInBoundsGEP1_64(builder.getInt8Ty(), own, offset - begin);
    };
    std::map<std::uint64_t, Value*> addresses;
    builder.SetInsertPoint(own->getNextNode());
    for (const Entry& each : found.entries) {
      Value*& known = addresses[each.offset];
      if (!known) known = address(each.offset);
      each.use->set(known);
    }
    for (const Span& span : spans_) {
      const std::uint64_t from = std::max(span.begin, begin);
      const std::uint64_t to = std::min(span.end, found.array.end);
      if (!span.fill || from >= to) continue;
      builder.SetInsertPoint(span.fill);
      builder.CreateMemSet(address(from), span.fill->getValue(), to - from,
                           llvm::commonAlignment(own->getAlign(), from - begin));
    }
  }
}

}  // namespace

llvm::PreservedAnalyses ArrayMembersPass::run(llvm::Function& function,
                                              llvm::FunctionAnalysisManager&) {
  llvm::SmallVector<llvm::AllocaInst*, 8> objects;
  for (Instruction& each : function.getEntryBlock())
    if (auto* object = dyn_cast<llvm::AllocaInst>(&each);
        object && object->getAllocatedType()->isStructTy())
      objects.push_back(object);
  bool changed = false;
  for (llvm::AllocaInst* each : objects) changed |= Splitter(*each).run();
  return changed ? llvm::PreservedAnalyses::none() : llvm::PreservedAnalyses::all();
}

}  // namespace stratgen
