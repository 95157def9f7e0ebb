// Private to compiler/frontend: the contract headers, parsed once for each process. They cost more
// to parse than a strategy does.
#pragma once

#include <llvm/ADT/IntrusiveRefCntPtr.h>
#include <llvm/Support/VirtualFileSystem.h>

#include <string>

namespace stratgen {

inline const std::string precompiled_path = "/stratgen/strategy.pch";

// Clang's precompiled form of strategy.hpp, made on the first call and constant from then on. Empty
// if the headers do not compile.
const std::string& precompiled_contract();

// Holds the contract headers and nothing else.
llvm::IntrusiveRefCntPtr<llvm::vfs::InMemoryFileSystem> make_contract_files();

}  // namespace stratgen
