// What turns a text into machine code here, as one name: it changes when the same text could become
// other code, or be refused.
#pragma once

#include <string>
#include <string_view>

namespace stratgen {

// Hash of the sources of compiler/frontend, compiler/check and the contract: rules, arguments,
// passes and headers, as they were when this was built. SHA-256 of a line "<path> <SHA-256>" for
// each file, sorted by path.
std::string_view compiler_sources_hash();

// "Debian clang version 19.1.7 (3)", as it is loaded.
std::string clang_version();

// 64 hexadecimal digits of compiler_sources_hash(), clang's version as it is loaded, and the CPU
// with its features.
const std::string& toolchain_id();

}  // namespace stratgen
