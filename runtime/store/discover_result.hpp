// DiscoverResult: what became of one strategy document, and everything that decided it.
#pragma once

#include "runtime/store/used_bars.hpp"
#include "runtime/verdict/verdict.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace stratgen {

struct DiscoverResult {
  std::string document;  // path relative to knowledge/: "strategies/momentum/sma-crossover.md"
  std::string slug, category, name;
  Verdict verdict = Verdict::Error;
  std::vector<std::string> reasons;
  std::optional<std::string> skipped, error;
  // Every numeric statistic by backtesting.py's name; empty if nothing was run.
  std::vector<std::pair<std::string, double>> stats;
  std::string spec_json;  // "" if there is none
  std::vector<std::string> adaptations;
  std::string symbol, timeframe;
  std::string fingerprint;  // hash of everything that decides the result
  std::string document_hash, spec_completion_hash, source_completion_hash, source_hash, bars_hash;
  std::string engine_version;
  std::string provider, model;  // who answered; "" if nobody was asked
  int repairs = 0;              // rounds in which the program was sent back
  double cost = 0;              // dollars, of what was asked for this result
  std::vector<UsedBars> bars;   // the traded market first
  double seconds = 0;

  bool operator==(const DiscoverResult&) const = default;
};

}  // namespace stratgen
