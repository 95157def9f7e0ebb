#include "runtime/engine/curve_statistics.hpp"

#include <limits>

namespace stratgen {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double log_of_2 = 0x1.62e42fefa39efp-1;
// The same in two parts, the first of which has zeros to spare for whole factors.
constexpr double log_of_2_high = 0x1.62e42fee00000p-1, log_of_2_low = 0x1.a39ef35793c76p-33;

}  // namespace
}  // namespace stratgen

#define STRATGEN_ISA_BODY "runtime/engine/curve_statistics_body.hpp"
#include "runtime/engine/each_isa_body.hpp"

namespace stratgen {

DescribeCurves describe_curves(Isa isa) {
  return of_isa(isa, portable::describe_curves, avx2::describe_curves, avx512::describe_curves);
}

}  // namespace stratgen
