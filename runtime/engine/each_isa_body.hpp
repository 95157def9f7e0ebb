// The file STRATGEN_ISA_BODY, compiled once for each instruction set: in the namespaces portable,
// avx2 and avx512 of the including file. Where a machine can have only one they all are that.

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"  // of vectors: what takes them is inlined

namespace stratgen {
namespace {

namespace portable {
[[maybe_unused]] constexpr Isa isa = Isa::Portable;
#include STRATGEN_ISA_BODY
}  // namespace portable

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma,bmi,bmi2,lzcnt,popcnt"))), \
                             apply_to = function)
namespace avx2 {
[[maybe_unused]] constexpr Isa isa = Isa::Avx2;
#include STRATGEN_ISA_BODY
}  // namespace avx2
#pragma clang attribute pop

#pragma clang attribute push(                                                                     \
    __attribute__((target("avx2,fma,bmi,bmi2,lzcnt,popcnt,avx512f,avx512dq,avx512bw,avx512vl"))), \
    apply_to = function)
namespace avx512 {
[[maybe_unused]] constexpr Isa isa = Isa::Avx512;
#include STRATGEN_ISA_BODY
}  // namespace avx512
#pragma clang attribute pop
#else
namespace avx2 = portable;
namespace avx512 = portable;
#endif

template <typename T>
constexpr T of_isa(Isa isa, T portable, T avx2, T avx512) {
  if (isa == Isa::Avx512) return avx512;
  return isa == Isa::Avx2 ? avx2 : portable;
}

}  // namespace
}  // namespace stratgen

#pragma clang diagnostic pop
