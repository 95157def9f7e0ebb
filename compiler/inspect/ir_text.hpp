// Private to compiler/inspect: IR for people.
#pragma once

#include "compiler/frontend/code_place.hpp"

#include <llvm/IR/DebugLoc.h>
#include <llvm/IR/Module.h>

#include <string>
#include <string_view>

namespace stratgen {

// The whole module, which llvm's tools can read: without metadata and the attributes that every
// function has, with short names, each run of instructions below a comment with its source line.
std::string ir_text(const llvm::Module& module, std::string_view source);

// `where` has line tables; none is nowhere.
CodePlace place_of(const llvm::DebugLoc& where);

}  // namespace stratgen
