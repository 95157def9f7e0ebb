// Random bars, settings and actions, the same for the same seed. Prices lie on a coarse grid and
// orders often on a price of a coming bar, so ties, gaps and fills within one bar are frequent.
#pragma once

#include "runtime/engine/run.hpp"
#include "runtime/market/bars.hpp"
#include "tests/runtime/engine/replay_script.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace random_run {

struct RandomRun {
  stratgen::Bars bars;
  stratgen::RunOptions options;
  std::vector<replay::Action>
      actions;  // in order of their bars; entries have unique numbers as tags
  int warmup = 0;
};

// Part of one of `markets`, or made-up bars. Some actions are ones that the rules refuse, unless
// `legal`.
RandomRun make(std::uint64_t seed, const std::vector<stratgen::Bars>& markets, bool legal);

std::string describe(const RandomRun& run);

}  // namespace random_run
