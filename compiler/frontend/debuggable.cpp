#include "compiler/frontend/debuggable.hpp"

#include "compiler/frontend/failure_places.hpp"
#include "compiler/frontend/fuel.hpp"

#include <llvm/IR/PassManager.h>
#include <llvm/Transforms/IPO/Internalize.h>

namespace stratgen {

void keep_debuggable(llvm::Module& module) {
  separate_failures(module);
  // Internal functions share one section, whose places source_line() can count from the entry.
  llvm::internalizeModule(
      module, [](const llvm::GlobalValue& value) { return value.getName() == "stratgen_run"; });
  llvm::FunctionAnalysisManager none;
  for (llvm::Function& function : module) {
    // always_inline is for the optimiser; a step into the API should find a frame of its own.
    function.removeFnAttr(llvm::Attribute::AlwaysInline);
    if (!function.isDeclaration()) FuelPass().run(function, none);
  }
  call_host_on_traps(module);
}

}  // namespace stratgen
