// compile() for whoever has to say where it got stuck.
#pragma once

#include "compiler/frontend/compile.hpp"

#include <atomic>
#include <string_view>

namespace stratgen {

// compile(), which keeps `progress` at the offset in the source that clang has come to, and once it
// is through, at the strategy's name. Another thread or a signal handler may read it.
Result<CompiledObject> tracked_compile(std::string_view source, const CompileOptions& options,
                                       std::atomic<int>& progress);

}  // namespace stratgen
