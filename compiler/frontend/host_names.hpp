// Private to compiler/frontend: names that begin with sg_ are the host's.
#pragma once

#include <llvm/IR/Module.h>

namespace stratgen {

// Before any check is inserted: what a source defines under such a name gets another, so that
// checks cannot end in it, and what only checks may call resolves to nothing if the source calls
// it.
void keep_host_names(llvm::Module& module);

}  // namespace stratgen
