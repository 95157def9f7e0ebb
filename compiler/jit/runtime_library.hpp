// Private to compiler/jit: the functions that the code generator may call on its own account.
#pragma once

#include "runtime/engine/program.hpp"

#include <span>

namespace stratgen {

// libm's functions and memcpy, memmove, memset.
std::span<const HostSymbol> runtime_library();

}  // namespace stratgen
