// Private to compiler/inspect: what LLVM's passes say about their work.
#pragma once

#include "compiler/inspect/listing.hpp"

#include <llvm/IR/LLVMContext.h>

#include <vector>

namespace stratgen {

// Makes all passes that run in `context` speak to `remarks`, which outlives it.
void collect_remarks(llvm::LLVMContext& context, std::vector<Remark>& remarks);

// Sorted by the strategy's lines; alike ones are counted.
std::vector<Remark> by_line(std::vector<Remark> remarks);

}  // namespace stratgen
