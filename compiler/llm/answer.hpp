// The payload of a model's raw answer. Models put prose, headings and fences around what was asked
// for; that is looked through, but nothing is guessed: an answer with two payloads is an Error.
#pragma once

#include "runtime/base/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace stratgen {

inline constexpr std::size_t largest_answer = 1'000'000;  // bytes
inline constexpr std::size_t largest_source = 64 * 1024;  // bytes, of a program

// The one JSON object in `answer`, as it stands there. Errors (Fault::Strategy) say line and column
// of the answer and the text near it.
Result<std::string> json_object_in(std::string_view answer);

// The one C++ program in `answer`: its only ```cpp block (or block without a language), or the
// whole answer where it has no block. Blocks in other languages are passed over.
Result<std::string> program_in(std::string_view answer);

}  // namespace stratgen
