// Private to compiler/frontend: the language that a strategy is compiled as.
#pragma once

#include <clang/Frontend/CompilerInvocation.h>

#include <memory>
#include <string>

namespace stratgen {

inline const std::string header_folder = "/stratgen/include";
inline const std::string source_path = "/stratgen/strategy.cpp";

enum class Input { Strategy, Headers };

// The same for every source. Headers and strategies differ in what is read, never in the language.
// Null if clang does not know an argument, which is a mistake of ours.
std::shared_ptr<clang::CompilerInvocation> make_invocation(Input input);

}  // namespace stratgen
