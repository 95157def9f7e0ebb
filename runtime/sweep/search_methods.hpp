// The methods of search(). Each proposes cells to `trials` until those have ended or the space is
// exhausted.
#pragma once

#include "runtime/sweep/search_trials.hpp"

namespace stratgen {

Result<void> search_random(Trials& trials);
Result<void> search_sobol(Trials& trials);
Result<void> search_tpe(Trials& trials);
Result<void> search_cmaes(Trials& trials);
Result<void> search_nsga2(Trials& trials);

}  // namespace stratgen
