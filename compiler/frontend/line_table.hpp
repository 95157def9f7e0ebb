// Shared with compiler/inspect: an object's line tables.
#pragma once

#include "compiler/frontend/code_place.hpp"
#include "runtime/base/result.hpp"

#include <llvm/DebugInfo/DWARF/DWARFContext.h>
#include <llvm/Object/ObjectFile.h>

#include <memory>
#include <string_view>

namespace stratgen {

class LineTable {
 public:
  // Keeps a view of `object`, which was compiled with DebugInfo::Lines.
  static Result<LineTable> read(std::string_view object);

  CodePlace place(llvm::object::SectionedAddress address) const;

  const llvm::object::ObjectFile& file() const { return *file_; }

 private:
  std::unique_ptr<llvm::object::ObjectFile> file_;
  std::unique_ptr<llvm::DWARFContext> lines_;
};

}  // namespace stratgen
