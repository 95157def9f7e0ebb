// A capsule held against what came out here, part by part.
#pragma once

#include "tools/cli/capsule.hpp"

#include <string>
#include <vector>

namespace stratgen {

struct CapsulePart {
  std::string name;           // "Sharpe Ratio", "bars SPY 1d"
  std::string capsule, here;  // "-" where there is none
  bool same = false;
  bool decides = true;  // else it is named and may differ: a prompt, the compiler
};

// The markets of the capsule, with what `here` has of each.
std::vector<CapsulePart> compare_bars(const Capsule& capsule, const std::vector<UsedBars>& here);

// What the replay was done with: prompts, engine, compiler. Nothing here decides.
std::vector<CapsulePart> compare_tools(const Capsule& capsule);

// What came out: verdict, hashes, every statistic.
std::vector<CapsulePart> compare_results(const DiscoverResult& capsule, const DiscoverResult& here);

}  // namespace stratgen
