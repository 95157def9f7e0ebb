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
  double seconds = 0;
  int jobs = 1;
  bool complete = true;  // false: interrupted
};

// The contract's keys, then: "excluded", "complete", "maximize", "strategies", "failures" (every
// ending but completion, with an example), "overfitting" (what the two probabilities go by: see
// runtime/verdict/overfitting.hpp) and "pbo_note" where there is no probability. Entries of "top"
// name strategy and market where there are several.
nlohmann::ordered_json sweep_report(const SweepSummary& summary, const Reruns& reruns,
                                    const WantedReruns& wanted, const SweepFacts& facts);

// Parameters and statistics of these cells, as in "top".
nlohmann::ordered_json cells_json(std::span<const std::uint64_t> cells, const Reruns& reruns,
                                  std::span<const SweepPart> parts);

}  // namespace stratgen
