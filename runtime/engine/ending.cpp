#include "runtime/engine/ending.hpp"

namespace stratgen {

std::string_view to_string(Ending ending) {
  switch (ending) {
    case Ending::Completed:
      return "completed";
    case Ending::Rejected:
      return "rejected";
    case Ending::OutOfBudget:
      return "out of budget";
    case Ending::Trap:
      return "trap";
    case Ending::RefusedOrder:
      return "refused order";
    case Ending::Ruined:
      return "ruined";
    case Ending::Failed:
      break;
  }
  return "failed";
}

}  // namespace stratgen
