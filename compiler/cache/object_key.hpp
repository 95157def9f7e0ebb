// The name of an object: everything that decides its machine code, hashed.
#pragma once

#include "compiler/frontend/compile.hpp"

#include <string>
#include <string_view>

namespace stratgen {

// 64 hexadecimal digits of source, options and toolchain_id(). The name of the file is not among
// them, so a strategy that lies in two places is one object; and of max_bytes no more than whether
// the source fits.
std::string object_key(std::string_view source, const CompileOptions& options);

}  // namespace stratgen
