// What the exact engine says of the few cells of a sweep that are looked at.
#pragma once

#include "runtime/sweep/sweep_summary.hpp"
#include "tools/cli/sweep_parts.hpp"

#include <nlohmann/json.hpp>

#include <atomic>
#include <cstdint>
#include <map>
#include <vector>

namespace stratgen {

// By cell: "params", and "stats" and "shape" of one of the best, "trial" of one of the sample,
// "error" of one that did not complete.
using Reruns = std::map<std::uint64_t, nlohmann::ordered_json>;

struct WantedReruns {
  std::vector<std::uint64_t> top, trials, examples, front;
  bool messages = false;  // of the examples
};
WantedReruns wanted_reruns(const SweepSummary& summary, std::size_t top, bool messages);

// Adds what is missing, on `jobs` threads; whether there was anything. Fault::Interrupted after an
// interruption.
Result<bool> add_reruns(const SweepInput& input, const WantedReruns& wanted, int jobs,
                        const std::atomic<bool>& interrupted, Reruns& reruns);

// As a SweepStore keeps them.
std::map<std::uint64_t, std::string> texts_of(const Reruns& reruns);
Result<Reruns> reruns_of(const std::map<std::uint64_t, std::string>& texts);

}  // namespace stratgen
