#include "runtime/engine/isa.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

TEST_CASE("every machine supports the portable code, and the best is one it supports") {
  CHECK(is_supported(Isa::Portable));
  CHECK(is_supported(best_isa()));
  for (const Isa isa : all_isas)
    if (is_supported(isa)) CHECK(isa <= best_isa());
}

TEST_CASE("a machine with AVX-512 has AVX2 as well") {
  CHECK((!is_supported(Isa::Avx512) || is_supported(Isa::Avx2)));
}

TEST_CASE("instruction sets are named as on the command line") {
  CHECK(to_string(Isa::Portable) == "portable");
  CHECK(to_string(Isa::Avx2) == "avx2");
  CHECK(to_string(Isa::Avx512) == "avx512");
}
