#include "runtime/engine/isa.hpp"

namespace stratgen {

bool is_supported(Isa isa) {
#if defined(__x86_64__)
  switch (isa) {
    case Isa::Portable:
      return true;
    case Isa::Avx2:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
             __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
             __builtin_cpu_supports("lzcnt") && __builtin_cpu_supports("popcnt");
    case Isa::Avx512:
      return is_supported(Isa::Avx2) && __builtin_cpu_supports("avx512f") &&
             __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
             __builtin_cpu_supports("avx512vl");
  }
#endif
  return isa == Isa::Portable;
}

Isa best_isa() {
  if (is_supported(Isa::Avx512)) return Isa::Avx512;
  return is_supported(Isa::Avx2) ? Isa::Avx2 : Isa::Portable;
}

std::string_view to_string(Isa isa) {
  switch (isa) {
    case Isa::Portable:
      return "portable";
    case Isa::Avx2:
      return "avx2";
    case Isa::Avx512:
      break;
  }
  return "avx512";
}

}  // namespace stratgen
