#include "compiler/inspect/ir_text.hpp"

#include "compiler/inspect/listing.hpp"
#include "compiler/inspect/readable_names.hpp"
#include "compiler/inspect/text_lines.hpp"

#include <fmt/format.h>

#include <llvm/ADT/DenseMap.h>
#include <llvm/IR/AssemblyAnnotationWriter.h>
#include <llvm/IR/AttributeMask.h>
#include <llvm/IR/DebugInfo.h>
#include <llvm/IR/DebugInfoMetadata.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/Support/FormattedStream.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Transforms/Utils/Cloning.h>

namespace stratgen {

namespace {

std::string note(const CodePlace& place, std::string_view source) {
  if (place.line != 0)
    return fmt::format("{}: {}", place.line, trimmed(text_line(source, place.line)));
  return fmt::format("{}:{}: {}", place.header, place.header_line,
                     trimmed(header_text(place.header, place.header_line)));
}

// Writes a comment wherever the line changes within a block.
class LineNotes final : public llvm::AssemblyAnnotationWriter {
 public:
  void add(const llvm::Instruction& at, std::string text) { notes_[&at] = std::move(text); }

  void emitBasicBlockStartAnnot(const llvm::BasicBlock*, llvm::formatted_raw_ostream&) override {
    last_.clear();
  }
  void emitInstructionAnnot(const llvm::Instruction* at,
                            llvm::formatted_raw_ostream& out) override {
    const auto found = notes_.find(at);
    if (found == notes_.end() || found->second == last_) return;
    last_ = found->second;
    out << "  ; " << last_ << "\n";
  }

 private:
  llvm::DenseMap<const llvm::Instruction*, std::string> notes_;
  std::string last_;
};

// "call.i.i7.1" as "call.1": how often something was inlined is no part of a name.
std::string short_name(llvm::StringRef name) {
  const auto [first, rest] = name.split('.');
  std::string made = first.str();
  for (llvm::StringRef parts = rest; !parts.empty();) {
    const auto [part, others] = parts.split('.');
    if (part.rtrim("0123456789") != "i") made += ("." + part).str();
    parts = others;
  }
  return made;
}

void shorten(llvm::Value& value) {
  const std::string name = short_name(value.getName());
  if (name != value.getName()) value.setName(name);
}

// Where an inlined function ends: "_ZN...8crossoverE...exit" as "crossover.exit".
void shorten_block(llvm::BasicBlock& block) {
  shorten(block);
  const auto [symbol, rest] = block.getName().split('.');
  if (symbol.starts_with("_Z")) block.setName(base_name(symbol) + "." + rest.str());
}

llvm::AttributeList without_texts(const llvm::AttributeList& attributes,
                                  llvm::LLVMContext& context) {
  llvm::AttributeMask texts;
  for (const llvm::Attribute each : attributes.getFnAttrs())
    if (each.isStringAttribute()) texts.addAttribute(each.getKindAsString());
  return attributes.removeFnAttributes(context, texts);
}

void make_readable(llvm::Function& function) {
  llvm::LLVMContext& context = function.getContext();
  function.clearMetadata();
  function.setAttributes(without_texts(function.getAttributes(), context));
  for (llvm::Argument& each : function.args()) shorten(each);
  for (llvm::BasicBlock& block : function) {
    shorten_block(block);
    for (llvm::Instruction& each : block) {
      each.dropUnknownNonDebugMetadata();
      each.setDebugLoc({});
      if (auto* const call = llvm::dyn_cast<llvm::CallBase>(&each))
        call->setAttributes(without_texts(call->getAttributes(), context));
      if (!each.getType()->isVoidTy()) shorten(each);
    }
  }
}

}  // namespace

CodePlace place_of(const llvm::DebugLoc& where) {
  CodePlace place;
  for (const llvm::DILocation* each = where.get(); each; each = each->getInlinedAt()) {
    const llvm::DISubprogram* const function = each->getScope()->getSubprogram();
    const llvm::StringRef file = each->getFilename();
    const std::string path =
        file.starts_with("/") ? file.str() : (each->getDirectory() + "/" + file).str();
    add_frame(
        place, path, static_cast<int>(each->getLine()), static_cast<int>(each->getColumn()),
        function ? std::string_view(function->getLinkageName().empty() ? function->getName()
                                                                       : function->getLinkageName())
                 : std::string_view());
  }
  return place;
}

std::string ir_text(const llvm::Module& module, std::string_view source) {
  const std::unique_ptr<llvm::Module> copy = llvm::CloneModule(module);
  LineNotes notes;
  for (llvm::Function& function : *copy) {
    for (const llvm::Instruction& each : llvm::instructions(function))
      if (const CodePlace place = place_of(each.getDebugLoc()); place != CodePlace())
        notes.add(each, note(place, source));
    make_readable(function);
  }
  while (!copy->named_metadata_empty()) copy->eraseNamedMetadata(&*copy->named_metadata_begin());

  std::string text;
  llvm::raw_string_ostream out(text);
  copy->print(out, &notes);
  return text;
}

}  // namespace stratgen
