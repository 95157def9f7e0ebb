// Private to compiler/inspect: what an instruction reads from an object's constants.
#pragma once

#include <llvm/ADT/StringRef.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace stratgen {

// What the bits of a 64-bit immediate are as a number; empty if they are none that people write.
std::string immediate_text(std::string_view instruction);

// The constant at `offset` of `data`, of the type that `instruction` (Intel syntax) takes it for:
// numbers, or a text in quotes for an address. Empty if there is no saying.
std::string constant_text(llvm::StringRef data, std::uint64_t offset, std::string_view instruction);

}  // namespace stratgen
