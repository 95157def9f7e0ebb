// What the exact engine says of the few cells of a sweep that are looked at.
#pragma once

#include "runtime/sweep/pareto.hpp"
#include "runtime/sweep/sweep_summary.hpp"
#include "tools/cli/sweep_parts.hpp"

#include <nlohmann/json.hpp>

#include <atomic>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace stratgen {

// By cell. A report has "params", and "stats" and "moments" of one of the best, or the "error" of
// one that did not complete; returns per period are those of the sample.
struct Reruns {
  std::map<std::uint64_t, nlohmann::ordered_json> reports;
  std::map<std::uint64_t, std::vector<double>> returns;
};

struct WantedReruns {
  std::vector<std::uint64_t> top, trials, examples, front;
  bool messages = false;  // of the examples
};
// The front's cells are in the order of `metric`.
WantedReruns wanted_reruns(const SweepSummary& summary, std::size_t top, bool messages,
                           const std::optional<ParetoFront>& front, const Metric& metric);

// Adds what is missing, on `jobs` threads; whether a report was. Fault::Interrupted after an
// interruption.
Result<bool> add_reruns(const SweepInput& input, const WantedReruns& wanted, int jobs,
                        const std::atomic<bool>& interrupted, Reruns& reruns);

// As a SweepStore keeps them.
StoredReruns stored(const Reruns& reruns, bool with_returns);
Result<Reruns> reruns_of(const SweepStore& store);

}  // namespace stratgen
