#include "compiler/inspect/listing.hpp"

#include "compiler/frontend/observed_compile.hpp"
#include "compiler/inspect/disassembly.hpp"
#include "compiler/inspect/ir_text.hpp"
#include "compiler/inspect/remarks.hpp"
#include "compiler/inspect/text_lines.hpp"
#include "embedded/contract_headers.hpp"

#include <llvm/IR/LLVMContext.h>

namespace stratgen {

Result<Listing> list_code(std::string_view source, const CompileOptions& options) {
  CompileOptions with_lines = options;
  with_lines.debug_info = DebugInfo::Lines;
  Listing listing;
  std::vector<Remark> remarks;
  llvm::LLVMContext context;
  context.setDiscardValueNames(false);
  collect_remarks(context, remarks);
  STRATGEN_TRY(CompiledObject compiled,
               observed_compile(context, source, with_lines, [&](const llvm::Module& module) {
                 listing.ir = ir_text(module, source);
               }));
  listing.class_name = std::move(compiled.class_name);
  listing.remarks = by_line(std::move(remarks));
  STRATGEN_TRY(listing.machine_code, disassemble(compiled.object));
  return listing;
}

std::string_view header_text(std::string_view header, int line) {
  for (const EmbeddedFile& file : contract_headers())
    if (file.path.starts_with("stratgen/") && file.path.substr(9) == header)
      return text_line(file.text, line);
  return {};
}

}  // namespace stratgen
