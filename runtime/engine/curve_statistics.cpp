#include "runtime/engine/curve_statistics.hpp"

#include <limits>

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"  // of vectors: what takes them is inlined

namespace stratgen {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double log_of_2 = 0x1.62e42fefa39efp-1;
// The same in two parts, the first of which has zeros to spare for whole factors.
constexpr double log_of_2_high = 0x1.62e42fee00000p-1, log_of_2_low = 0x1.a39ef35793c76p-33;

namespace portable {
#include "runtime/engine/curve_statistics_body.hpp"
}  // namespace portable

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
namespace avx2 {
#include "runtime/engine/curve_statistics_body.hpp"
}  // namespace avx2
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512bw,avx512vl"))), \
                             apply_to = function)
namespace avx512 {
#include "runtime/engine/curve_statistics_body.hpp"
}  // namespace avx512
#pragma clang attribute pop
#endif

}  // namespace
#pragma clang diagnostic pop

DescribeCurves describe_curves(Isa isa) {
#if defined(__x86_64__)
  if (isa == Isa::Avx512) return avx512::describe_curves;
  if (isa == Isa::Avx2) return avx2::describe_curves;
#else
  static_cast<void>(isa);
#endif
  return portable::describe_curves;
}

}  // namespace stratgen
