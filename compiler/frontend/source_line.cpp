#include "compiler/frontend/source_line.hpp"

#include "compiler/frontend/arguments.hpp"

#include <llvm/DebugInfo/DWARF/DWARFContext.h>
#include <llvm/Object/ELFObjectFile.h>

namespace stratgen {

namespace {

constexpr const char* entry_symbol = "stratgen_run";

tl::unexpected<Error> unreadable(llvm::Error error) {
  return fail(Fault::Internal, "line tables: " + llvm::toString(std::move(error)));
}

llvm::Expected<llvm::object::SectionedAddress> find_entry(const llvm::object::ObjectFile& object) {
  for (const llvm::object::SymbolRef& each : object.symbols()) {
    auto name = each.getName();
    if (!name) return name.takeError();
    if (*name != entry_symbol) continue;
    auto address = each.getAddress();
    if (!address) return address.takeError();
    auto section = each.getSection();
    if (!section) return section.takeError();
    if (*section != object.section_end())
      return llvm::object::SectionedAddress{*address, (*section)->getIndex()};
  }
  return llvm::createStringError(std::string("there is no ") + entry_symbol);
}

}  // namespace

Result<int> source_line(std::string_view object, std::ptrdiff_t offset) {
  auto file = llvm::object::ObjectFile::createELFObjectFile({object, "strategy.o"});
  if (!file) return unreadable(file.takeError());
  auto address = find_entry(**file);
  if (!address) return unreadable(address.takeError());
  // The call itself, which lies before the place that it returns to.
  address->Address += static_cast<std::uint64_t>(offset) - 1;

  const auto ignore = [](llvm::Error error) { llvm::consumeError(std::move(error)); };
  const auto context = llvm::DWARFContext::create(
      **file, llvm::DWARFContext::ProcessDebugRelocations::Process, nullptr, "", ignore, ignore);
  const llvm::DIInliningInfo frames = context->getInliningInfoForAddress(
      *address, {llvm::DILineInfoSpecifier::FileLineInfoKind::AbsoluteFilePath,
                 llvm::DILineInfoSpecifier::FunctionNameKind::LinkageName});
  for (std::uint32_t i = 0; i < frames.getNumberOfFrames(); ++i) {
    const llvm::DILineInfo& frame = frames.getFrame(i);
    // The entry stands at the macro that names the strategy: not a line that did something.
    if (frame.FileName == source_path && frame.Line != 0 && frame.FunctionName != entry_symbol)
      return static_cast<int>(frame.Line);
  }
  return 0;
}

}  // namespace stratgen
