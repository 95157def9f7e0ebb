// Ending: how one of many backtests ended, in a word.
#pragma once

#include <cstdint>
#include <string_view>

namespace stratgen {

// Only a Completed one has statistics.
enum class Ending : std::uint8_t {
  Completed,
  Rejected,      // the strategy refused its parameters
  OutOfBudget,   // of loop iterations, calls, stack or memory
  Trap,          // a bad index, an overflow, a fault of the machine
  RefusedOrder,  // an order that the rules refuse
  Ruined,        // the equity was gone
  Failed,        // anything else
};
// "completed", "rejected", "out of budget", ...
std::string_view to_string(Ending ending);

}  // namespace stratgen
