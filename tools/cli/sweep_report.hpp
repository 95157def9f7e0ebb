// What a sweep, or the shards of one together, says in the end.
#pragma once

#include "runtime/sweep/sweep_store.hpp"
#include "runtime/sweep/sweep_summary.hpp"
#include "tools/cli/sweep_reruns.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <span>
#include <string>

namespace stratgen {

struct SweepFacts {
  std::span<const SweepPart> parts;
  std::string metric;
  std::string objectives;  // where there are several
  double seconds = 0;
  int jobs = 1;
  bool complete = true;  // false: interrupted
};

// The contract's keys, then: "excluded", "complete", "maximize", "strategies", "failures" (every
// ending but completion, with an example), "overfitting" (what the two probabilities go by: see
// runtime/verdict/overfitting.hpp) and "pbo_note" where there is no probability; of several
// objectives also "objectives" and "front". Entries of "top" and "front" name strategy and market
// where there are several.
nlohmann::ordered_json sweep_report(const SweepSummary& summary, const Reruns& reruns,
                                    const WantedReruns& wanted, const SweepFacts& facts);

}  // namespace stratgen
