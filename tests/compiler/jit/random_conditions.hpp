// Random sources in the signal form: conditions of all that the contract allows in them.
#pragma once

#include <cstdint>
#include <string>

namespace stratgen::test {

// The same for the same seed.
std::string random_signal_strategy(std::uint64_t seed);

}  // namespace stratgen::test
