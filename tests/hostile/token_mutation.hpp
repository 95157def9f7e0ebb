// Changes a source by whole tokens, so that much of what comes out still parses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace stratgen::test {

// Deletes, doubles, swaps or replaces a token or a few, or puts in others from a dictionary.
std::string mutate(std::string_view source, unsigned seed);

// `one` with a run of tokens of `two` in place of a run of its own.
std::string cross(std::string_view one, std::string_view two, unsigned seed);

// Copies as much as fits; the number of bytes.
std::size_t put(std::string_view source, std::uint8_t* out, std::size_t max_size);

}  // namespace stratgen::test
