// The safe repairs of what verify() finds. What is only a suspicion stays as it is.
#pragma once

#include "runtime/market/bars.hpp"
#include "runtime/market/verify.hpp"

#include <string>
#include <vector>

namespace stratgen {

struct RepairChoices {
  bool clip_wicks = false;  // high and low to open, close and neighbours, where verify finds a wick
};

struct RepairStep {
  std::string kind;  // of the defect
  std::string what;  // one clause: "2 bars left out, the first of 2020-01-03"
};

struct Repaired {
  Bars bars;
  std::vector<RepairStep> steps;  // empty: the bars are as they were
};

// In this order: bars sorted; of equal times the last kept; bars with a price of zero or none left
// out (negative prices stay); high and low widened to hold open and close; the bars before a split
// adjusted, where it is announced or beyond doubt, prices by its ratio, volumes too if they shift
// with it; wicks clipped, if chosen.
Repaired repair(const Bars& bars, const Expectations& expected, const RepairChoices& choices = {});

}  // namespace stratgen
