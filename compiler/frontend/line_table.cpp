#include "compiler/frontend/line_table.hpp"

#include <llvm/Object/ELFObjectFile.h>

namespace stratgen {

Result<LineTable> LineTable::read(std::string_view object) {
  auto file = llvm::object::ObjectFile::createELFObjectFile({object, "strategy.o"});
  if (!file) return fail(Fault::Internal, "line tables: " + llvm::toString(file.takeError()));
  const auto ignore = [](llvm::Error error) { llvm::consumeError(std::move(error)); };
  LineTable table;
  table.file_ = std::move(*file);
  table.lines_ =
      llvm::DWARFContext::create(*table.file_, llvm::DWARFContext::ProcessDebugRelocations::Process,
                                 nullptr, "", ignore, ignore);
  return table;
}

CodePlace LineTable::place(llvm::object::SectionedAddress address) const {
  const llvm::DIInliningInfo frames = lines_->getInliningInfoForAddress(
      address, {llvm::DILineInfoSpecifier::FileLineInfoKind::AbsoluteFilePath,
                llvm::DILineInfoSpecifier::FunctionNameKind::LinkageName});
  CodePlace place;
  for (std::uint32_t i = 0; i < frames.getNumberOfFrames(); ++i) {
    const llvm::DILineInfo& frame = frames.getFrame(i);
    add_frame(place, frame.FileName, static_cast<int>(frame.Line), static_cast<int>(frame.Column),
              frame.FunctionName);
  }
  return place;
}

}  // namespace stratgen
