// Loaders with and without workers, and four days to run on.
#pragma once

#include "compiler/load/loader.hpp"
#include "tests/tools/cli/bars.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <optional>
#include <utility>

namespace stratgen {

inline DataSet four_days() {
  return DataSet(
      bars_on({"2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"}, {10, 10, 10, 10}));
}

inline Jit a_jit() {
  auto jit = Jit::create();
  REQUIRE(jit);
  return std::move(*jit);
}

inline Loader in_process(std::optional<ObjectCache> cache = std::nullopt) {
  return {a_jit(), std::nullopt, std::move(cache)};
}

inline Loader with_workers(std::optional<ObjectCache> cache = std::nullopt,
                           const std::filesystem::path& program = STRATGEN_WORKER) {
  auto workers = Workers::start({.program = program, .count = 2});
  REQUIRE(workers);
  return {a_jit(), std::move(*workers), std::move(cache)};
}

}  // namespace stratgen
