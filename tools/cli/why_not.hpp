// What stood between a strategy and each of its orders on one bar.
#pragma once

#include "tools/cli/observed_run.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace stratgen {

// A condition on the way to an order.
struct Finding {
  int line = 0;
  int depth = 0;  // conditions that another one was computed from stand below it, deeper
  std::string text;
  std::optional<bool> needed;  // nothing where either would do, or where it is no yes or no
  std::string was;             // "true", "false", "2 of 5 true", "not asked", a number
  std::string values;          // of its operands: "close 36.23, trend_ma 38.03"
  bool holds = false;          // as far as it is needed
  bool asked = false;
};

// One way of the program to one order.
struct WayThere {
  int place = 0;  // of InstrumentedSource::places
  bool taken = false;
  std::vector<Finding> findings;  // up to the first one that does not hold, which is the last
  std::string left_by;            // "return on line 12": set where that kept it from going on
};

// For each place that buys, sells or closes, in the order of the text. `bar` was observed.
std::vector<WayThere> ways_to_orders(const InstrumentedSource& source, const ObservedRun& run,
                                     int bar);

}  // namespace stratgen
