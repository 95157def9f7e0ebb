// Private to compiler/cache: an object as the bytes of its file.
//
//   "stratgen object 1\n"   what it is, and the version of this layout
//   64 digits               the key that it was stored under
//   64 digits               SHA-256 of the rest
//   the rest                class name, object and diagnostics; texts after their lengths
#pragma once

#include "compiler/frontend/compile.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace stratgen {

// Times are not kept: they are those of one compile.
std::string encode_entry(std::string_view key, const CompiledObject& object);

// Nothing unless all of `bytes` is what encode_entry() made for this key.
std::optional<CompiledObject> decode_entry(std::string_view bytes, std::string_view key);

}  // namespace stratgen
