#include "compiler/inspect/disassembly.hpp"

#include "compiler/frontend/line_table.hpp"
#include "compiler/frontend/target.hpp"
#include "compiler/inspect/constants.hpp"
#include "compiler/inspect/readable_names.hpp"

#include <fmt/format.h>

#include <llvm/MC/MCAsmInfo.h>
#include <llvm/MC/MCContext.h>
#include <llvm/MC/MCDisassembler/MCDisassembler.h>
#include <llvm/MC/MCDisassembler/MCRelocationInfo.h>
#include <llvm/MC/MCDisassembler/MCSymbolizer.h>
#include <llvm/MC/MCExpr.h>
#include <llvm/MC/MCInst.h>
#include <llvm/MC/MCInstPrinter.h>
#include <llvm/MC/MCInstrAnalysis.h>
#include <llvm/MC/MCInstrInfo.h>
#include <llvm/MC/MCRegisterInfo.h>
#include <llvm/MC/MCSubtargetInfo.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Object/ELFObjectFile.h>
#include <llvm/Support/TargetSelect.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>

namespace stratgen {

namespace {

using llvm::object::ELFSymbolRef;
using llvm::object::RelocationRef;
using llvm::object::SectionedAddress;
using llvm::object::SectionRef;
using llvm::object::SymbolRef;

constexpr unsigned intel_syntax = 1;

// What stands in the place of an operand until the line is printed; a name like any other.
constexpr const char* operand_name = "stratgen_operand";

// What an operand refers to.
struct Reference {
  std::string name;                   // of a function or label; empty for data
  std::optional<SectionRef> section;  // that holds the data
  std::uint64_t offset = 0;           // in there
};

// The functions, labels and relocations of one section.
struct Names {
  std::map<std::uint64_t, std::string> functions;
  std::map<std::uint64_t, std::string> labels;
  std::map<std::uint64_t, RelocationRef> relocations;
};

tl::unexpected<Error> unreadable(llvm::Error error) {
  return fail(Fault::Internal, "disassembly: " + llvm::toString(std::move(error)));
}

std::string name_of(const SymbolRef& symbol) {
  auto name = symbol.getName();
  if (name) return signature(*name);
  llvm::consumeError(name.takeError());
  return {};
}

std::uint64_t value_of(const SymbolRef& symbol) {
  auto value = symbol.getValue();
  if (value) return *value;
  llvm::consumeError(value.takeError());
  return 0;
}

std::optional<SectionRef> section_of(const SymbolRef& symbol) {
  auto section = symbol.getSection();
  if (!section) {
    llvm::consumeError(section.takeError());
    return std::nullopt;
  }
  if (*section == symbol.getObject()->section_end()) return std::nullopt;
  return **section;
}

// Gives operands that refer to something the name of it.
class Namer final : public llvm::MCSymbolizer {
 public:
  Namer(llvm::MCContext& context, const Names& names)
      : MCSymbolizer(context, nullptr), names_(names) {}

  bool tryAddingSymbolicOperand(llvm::MCInst& instruction, llvm::raw_ostream&, std::int64_t value,
                                std::uint64_t address, bool is_branch, std::uint64_t offset,
                                std::uint64_t, std::uint64_t size) override {
    std::optional<Reference> found = relocated(address + offset, address + size);
    if (!found && is_branch) found = local(static_cast<std::uint64_t>(value));
    if (!found) return false;
    reference = std::move(*found);
    instruction.addOperand(llvm::MCOperand::createExpr(
        llvm::MCSymbolRefExpr::create(Ctx.getOrCreateSymbol(operand_name), Ctx)));
    return true;
  }
  void tryAddingPcLoadReferenceComment(llvm::raw_ostream&, std::int64_t, std::uint64_t) override {}

  std::optional<Reference> reference;  // of the last instruction

 private:
  // `end` of the instruction: what is relative to the program counter is relative to it.
  std::optional<Reference> relocated(std::uint64_t at, std::uint64_t end) const {
    const auto found = names_.relocations.find(at);
    if (found == names_.relocations.end()) return std::nullopt;
    const ELFSymbolRef symbol(*found->second.getSymbol());
    const auto section = section_of(symbol);
    if (!section || section->isText()) return Reference{name_of(symbol), std::nullopt, 0};
    auto addend = llvm::object::ELFRelocationRef(found->second).getAddend();
    if (!addend) {
      llvm::consumeError(addend.takeError());
      return std::nullopt;
    }
    return Reference{"", section,
                     value_of(symbol) + static_cast<std::uint64_t>(*addend) + end - at};
  }

  std::optional<Reference> local(std::uint64_t target) const {
    for (const auto* const each : {&names_.functions, &names_.labels})
      if (const auto found = each->find(target); found != each->end())
        return Reference{found->second, std::nullopt, 0};
    return std::nullopt;
  }

  const Names& names_;
};

// LLVM's disassembler for this machine.
class Disassembler {
 public:
  Disassembler()
      : machine_(make_target_machine()),
        context_(machine_->getTargetTriple(), machine_->getMCAsmInfo(),
                 machine_->getMCRegisterInfo(), machine_->getMCSubtargetInfo()),
        decoder_(
            machine_->getTarget().createMCDisassembler(*machine_->getMCSubtargetInfo(), context_)),
        printer_(machine_->getTarget().createMCInstPrinter(
            machine_->getTargetTriple(), intel_syntax, *machine_->getMCAsmInfo(),
            *machine_->getMCInstrInfo(), *machine_->getMCRegisterInfo())),
        analysis_(machine_->getTarget().createMCInstrAnalysis(machine_->getMCInstrInfo())) {
    printer_->setPrintImmHex(false);
    printer_->setCommentStream(comments_);
  }

  // Where jumps of this code lead.
  void find_labels(llvm::StringRef code, std::uint64_t begin, Names& names) const {
    decoder_->setSymbolizer(nullptr);
    each_instruction(
        code, begin, [&](const llvm::MCInst& each, std::uint64_t address, std::uint64_t size) {
          std::uint64_t target = 0;
          if (analysis_->isBranch(each) && analysis_->evaluateBranch(each, address, size, target) &&
              target >= begin && target < begin + code.size())
            names.labels.emplace(target, "");
        });
  }

  std::vector<Instruction> read(llvm::StringRef code, std::uint64_t begin, const Names& names) {
    auto owned = std::make_unique<Namer>(context_, names);
    Namer& namer = *owned;
    decoder_->setSymbolizer(std::move(owned));
    std::vector<Instruction> read;
    each_instruction(
        code, begin, [&](const llvm::MCInst& each, std::uint64_t address, std::uint64_t size) {
          Instruction& made = read.emplace_back();
          made.address = address;
          made.bytes = code.substr(address - begin, size);
          print(each, address, namer.reference, made);
          if (const auto label = names.labels.find(address); label != names.labels.end())
            made.label = label->second;
          namer.reference.reset();
        });
    return read;
  }

 private:
  template <class See>
  void each_instruction(llvm::StringRef code, std::uint64_t begin, See see) const {
    std::uint64_t at = 0;
    while (at < code.size()) {
      llvm::MCInst instruction;
      std::uint64_t size = 0;
      const llvm::ArrayRef<std::uint8_t> rest = llvm::arrayRefFromStringRef(code).drop_front(at);
      if (decoder_->getInstruction(instruction, size, rest, begin + at, llvm::nulls()) !=
          llvm::MCDisassembler::Success)
        size = std::max<std::uint64_t>(size, 1);
      see(instruction, begin + at, size);
      at += size;
    }
  }

  void print(const llvm::MCInst& instruction, std::uint64_t address,
             const std::optional<Reference>& reference, Instruction& made);

  std::unique_ptr<llvm::TargetMachine> machine_;
  llvm::MCContext context_;
  std::unique_ptr<llvm::MCDisassembler> decoder_;
  std::unique_ptr<llvm::MCInstPrinter> printer_;
  std::unique_ptr<llvm::MCInstrAnalysis> analysis_;
  std::string comment_text_;
  llvm::raw_string_ostream comments_{comment_text_};
};

void Disassembler::print(const llvm::MCInst& instruction, std::uint64_t address,
                         const std::optional<Reference>& reference, Instruction& made) {
  llvm::raw_string_ostream out(made.text);
  printer_->printInst(&instruction, address, "", *machine_->getMCSubtargetInfo(), out);
  made.text.erase(0, made.text.find_first_not_of('\t'));
  std::replace(made.text.begin(), made.text.end(), '\t', ' ');
  made.note = llvm::StringRef(comment_text_).trim().str();
  std::replace(made.note.begin(), made.note.end(), '\n', ' ');
  comment_text_.clear();
  if (made.note.empty()) made.note = immediate_text(made.text);
  if (!reference) return;
  if (reference->section) {
    auto data = reference->section->getContents();
    if (data)
      made.note = constant_text(*data, reference->offset, made.text);
    else
      llvm::consumeError(data.takeError());
  }
  const std::size_t operand = made.text.find(operand_name);
  if (operand != made.text.npos)
    made.text.replace(operand, std::string_view(operand_name).size(),
                      reference->name.empty() ? "const" : reference->name);
}

}  // namespace

Result<std::vector<MachineFunction>> disassemble(std::string_view object) {
  static const bool has_disassembler = !llvm::InitializeNativeTargetDisassembler();
  if (!has_disassembler) return fail(Fault::Internal, "LLVM has no disassembler for this machine");
  STRATGEN_TRY(const LineTable lines, LineTable::read(object));
  const llvm::object::ObjectFile& file = lines.file();

  std::map<std::uint64_t, Names> names;  // by the section's index
  for (const SectionRef& section : file.sections()) {
    auto relocated = section.getRelocatedSection();
    if (!relocated) return unreadable(relocated.takeError());
    if (*relocated == file.section_end() || !(*relocated)->isText()) continue;
    for (const RelocationRef& each : section.relocations())
      names[(*relocated)->getIndex()].relocations.emplace(each.getOffset(), each);
  }
  struct Code {
    SectionRef section;
    std::uint64_t begin, size;
    std::string name;
  };
  std::vector<Code> functions;
  for (const ELFSymbolRef symbol : file.symbols()) {
    const auto section = section_of(symbol);
    if (symbol.getELFType() != llvm::ELF::STT_FUNC || !section || !section->isText()) continue;
    functions.push_back({*section, value_of(symbol), symbol.getSize(), name_of(symbol)});
    names[section->getIndex()].functions.emplace(value_of(symbol), functions.back().name);
  }
  std::sort(functions.begin(), functions.end(), [](const Code& a, const Code& b) {
    return std::pair(a.section.getIndex(), a.begin) < std::pair(b.section.getIndex(), b.begin);
  });

  Disassembler disassembler;
  std::vector<MachineFunction> read;
  for (const Code& each : functions) {
    auto contents = each.section.getContents();
    if (!contents) return unreadable(contents.takeError());
    const llvm::StringRef code = contents->substr(each.begin, each.size);
    Names& of_section = names[each.section.getIndex()];
    of_section.labels.clear();
    disassembler.find_labels(code, each.begin, of_section);
    int number = 0;
    for (auto& [address, label] : of_section.labels) label = fmt::format("L{}", ++number);
    read.push_back({each.name, disassembler.read(code, each.begin, of_section)});
    for (Instruction& made : read.back().instructions)
      made.place = lines.place({made.address, each.section.getIndex()});
  }
  return read;
}

}  // namespace stratgen
