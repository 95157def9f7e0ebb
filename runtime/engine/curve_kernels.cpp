#include "runtime/engine/curve_kernels.hpp"

#include <cstddef>
#include <span>

#define STRATGEN_ISA_BODY "runtime/engine/curve_kernels_body.hpp"
#include "runtime/engine/each_isa_body.hpp"

namespace stratgen {

const CurveKernels& curve_kernels(Isa isa) {
  return *of_isa(isa, &portable::kernels, &avx2::kernels, &avx512::kernels);
}

}  // namespace stratgen
