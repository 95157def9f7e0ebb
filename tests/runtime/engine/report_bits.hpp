// Reports compared to the last bit.
#pragma once

#include "runtime/engine/report.hpp"

#include <cstdint>
#include <vector>

// Everything a report says, except its statistics, which follow from it.
std::vector<std::uint64_t> bits_of(const stratgen::Report& report);
