// Isa: the instruction sets that vectorised code is compiled for. Each gives the same bits.
#pragma once

#include <array>
#include <string_view>

namespace stratgen {

enum class Isa { Portable, Avx2, Avx512 };

inline constexpr std::array all_isas = {Isa::Portable, Isa::Avx2, Isa::Avx512};

// Avx2 stands for AVX2 with FMA, BMI 1 and 2, LZCNT and POPCNT; Avx512 for AVX-512 F, DQ, BW and VL
// beside it.
bool is_supported(Isa isa);
Isa best_isa();  // that this machine supports

std::string_view to_string(Isa isa);  // "portable", "avx2", "avx512"

}  // namespace stratgen
