#include "runtime/engine/curve_kernels.hpp"

#include <cstddef>
#include <span>

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"  // of vectors: what takes them is inlined

namespace stratgen {
namespace {

namespace portable {
#include "runtime/engine/curve_kernels_body.hpp"
}  // namespace portable

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
namespace avx2 {
#include "runtime/engine/curve_kernels_body.hpp"
}  // namespace avx2
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512bw,avx512vl"))), \
                             apply_to = function)
namespace avx512 {
#include "runtime/engine/curve_kernels_body.hpp"
}  // namespace avx512
#pragma clang attribute pop
#endif

}  // namespace
#pragma clang diagnostic pop

const CurveKernels& curve_kernels(Isa isa) {
#if defined(__x86_64__)
  if (isa == Isa::Avx512) return avx512::kernels;
  if (isa == Isa::Avx2) return avx2::kernels;
#else
  static_cast<void>(isa);
#endif
  return portable::kernels;
}

}  // namespace stratgen
