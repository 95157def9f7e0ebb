// Content hashes name everything that goes into a result: documents, completions, sources, bars.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace stratgen {

// SHA-256 as 64 lower-case hexadecimal digits.
std::string sha256(std::string_view text);
std::string sha256(std::span<const std::byte> bytes);

}  // namespace stratgen
