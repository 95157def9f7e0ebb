#include "compiler/inspect/remarks.hpp"

#include "compiler/inspect/ir_text.hpp"
#include "compiler/inspect/readable_names.hpp"

#include <llvm/CodeGen/MachineBasicBlock.h>
#include <llvm/CodeGen/MachineFunction.h>
#include <llvm/CodeGen/MachineOptimizationRemarkEmitter.h>
#include <llvm/IR/DebugInfoMetadata.h>
#include <llvm/IR/DiagnosticHandler.h>
#include <llvm/IR/DiagnosticInfo.h>
#include <llvm/IR/InstIterator.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <memory>
#include <tuple>

namespace stratgen {

namespace {

using llvm::DiagnosticInfoOptimizationBase;

bool is_at(const llvm::DebugLoc& at, const llvm::DiagnosticLocation& where) {
  return at && at.getLine() == where.getLine() && at.getCol() == where.getColumn() &&
         at->getFilename() == where.getRelativePath();
}

// A remark only keeps the innermost frame of its place. An instruction of the same place has the
// others, and so the line of the strategy.
llvm::DebugLoc location(const DiagnosticInfoOptimizationBase& said) {
  const llvm::DiagnosticLocation where = said.getLocation();
  if (!where.isValid()) return {};
  if (const auto* in_ir = llvm::dyn_cast<llvm::DiagnosticInfoIROptimization>(&said)) {
    if (const auto* block = llvm::dyn_cast_or_null<llvm::BasicBlock>(in_ir->getCodeRegion()))
      for (const llvm::Instruction& each : *block)
        if (is_at(each.getDebugLoc(), where)) return each.getDebugLoc();
    for (const llvm::Instruction& each : llvm::instructions(said.getFunction()))
      if (is_at(each.getDebugLoc(), where)) return each.getDebugLoc();
  }
  if (const auto* in_code = llvm::dyn_cast<llvm::DiagnosticInfoMIROptimization>(&said))
    if (const llvm::MachineBasicBlock* const block = in_code->getBlock())
      for (const llvm::MachineBasicBlock& other : *block->getParent())
        for (const llvm::MachineInstr& each : other)
          if (is_at(each.getDebugLoc(), where)) return each.getDebugLoc();
  return {};
}

CodePlace place_of(const DiagnosticInfoOptimizationBase& said) {
  if (const llvm::DebugLoc found = location(said)) return stratgen::place_of(found);
  const llvm::DiagnosticLocation where = said.getLocation();
  CodePlace place;
  if (where.isValid())
    add_frame(place, where.getAbsolutePath(), static_cast<int>(where.getLine()),
              static_cast<int>(where.getColumn()), said.getFunction().getName());
  return place;
}

// The line of the strategy at which the function that it is about begins.
int callee_line(const DiagnosticInfoOptimizationBase& said) {
  CodePlace place;
  for (const auto& each : said.getArgs())
    if (each.Key == "Callee" && each.Loc.isValid())
      add_frame(place, each.Loc.getAbsolutePath(), static_cast<int>(each.Loc.getLine()), 0, "");
  return place.line;
}

// Without what the remark says besides: the function and the place.
std::string without_caller(std::string_view message) {
  message = message.substr(0, message.find(" at callsite "));
  std::string text(message);
  const std::size_t caller = text.find(" into ");
  if (caller == text.npos) return text;
  return text.erase(caller, std::min(text.find(' ', caller + 6), text.size()) - caller);
}

// With symbols as people call them.
std::string readable(std::string_view message) {
  std::string text;
  while (!message.empty()) {
    const std::size_t symbol = std::min(message.find("_Z"), message.size());
    text += message.substr(0, symbol);
    message.remove_prefix(symbol);
    const auto end = std::find_if(message.begin(), message.end(), [](unsigned char c) {
      return std::isalnum(c) == 0 && c != '_' && c != '$';
    });
    const auto length = static_cast<std::size_t>(end - message.begin());
    text += call_name(message.substr(0, length));
    message.remove_prefix(length);
  }
  return text;
}

class Listener final : public llvm::DiagnosticHandler {
 public:
  explicit Listener(std::vector<Remark>& remarks) : remarks_(remarks) {}

  bool handleDiagnostics(const llvm::DiagnosticInfo& info) override {
    const auto* const said = llvm::dyn_cast<DiagnosticInfoOptimizationBase>(&info);
    if (!said) return false;
    Remark remark;
    remark.kind = said->isPassed()   ? RemarkKind::Passed
                  : said->isMissed() ? RemarkKind::Missed
                                     : RemarkKind::Analysis;
    remark.pass = said->getPassName();
    remark.name = said->getRemarkName();
    std::string message = said->getMsg();
    std::replace(message.begin(), message.end(), '\n', ' ');
    remark.message = readable(remark.pass == "inline" ? without_caller(message) : message);
    remark.function = call_name(said->getFunction().getName().str());
    remark.place = place_of(*said);
    remark.callee_line = callee_line(*said);
    remarks_.push_back(std::move(remark));
    return true;
  }
  bool isAnalysisRemarkEnabled(llvm::StringRef) const override { return true; }
  bool isMissedOptRemarkEnabled(llvm::StringRef) const override { return true; }
  bool isPassedOptRemarkEnabled(llvm::StringRef) const override { return true; }
  bool isAnyRemarkEnabled() const override { return true; }

 private:
  std::vector<Remark>& remarks_;
};

// Calls that a check makes where it fails.
bool is_end_of_check(std::string_view message) {
  return message.starts_with("sg_stop ") || message.starts_with("sg_outside ");
}

// The contract's functions are always inlined, and what its code is made of is not the strategy's
// concern: of these, calls of the host and loops that are vectorised are left.
bool is_worth_reading(const Remark& remark) {
  if (remark.place.line == 0) return false;
  if (remark.pass == "loop-vectorize")
    return remark.name != "MissedDetails" && remark.name != "InterleavingNotBeneficial";
  if (remark.pass == "slp-vectorizer" && remark.kind == RemarkKind::Passed) return true;
  if (remark.name == "NoDefinition") return !is_end_of_check(remark.message);
  if (remark.name == "AlwaysInline") return remark.callee_line != 0;
  if (remark.pass == "regalloc") return remark.message.find(" spills ") != std::string::npos;
  constexpr std::array passes = {"inline",           "loop-delete",    "loop-idiom",  "loop-unroll",
                                 "loop-unroll-full", "slp-vectorizer", "tailcallelim"};
  return remark.place.header.empty() &&
         std::find(passes.begin(), passes.end(), remark.pass) != passes.end();
}

}  // namespace

void collect_remarks(llvm::LLVMContext& context, std::vector<Remark>& remarks) {
  context.setDiagnosticHandler(std::make_unique<Listener>(remarks));
}

std::vector<Remark> by_line(std::vector<Remark> remarks) {
  const auto key = [](const Remark& each) {
    return std::tie(each.place.line, each.pass, each.place.column, each.kind, each.message,
                    each.place.header, each.place.header_line);
  };
  // LLVM's own order changes from run to run.
  std::sort(remarks.begin(), remarks.end(), [&](const Remark& a, const Remark& b) {
    return std::tuple_cat(key(a), std::tie(a.function, a.name)) <
           std::tuple_cat(key(b), std::tie(b.function, b.name));
  });
  std::vector<Remark> grouped;
  for (Remark& each : remarks) {
    // A function that is inlined into two is optimised in both, and then once more in one.
    if (!grouped.empty() && key(grouped.back()) == key(each))
      ++grouped.back().count;
    else
      grouped.push_back(std::move(each));
  }
  return grouped;
}

std::vector<Remark> worth_reading(const std::vector<Remark>& remarks) {
  std::vector<Remark> chosen;
  std::copy_if(remarks.begin(), remarks.end(), std::back_inserter(chosen), is_worth_reading);
  return chosen;
}

}  // namespace stratgen
