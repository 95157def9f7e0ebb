#include "compiler/llm/llm.hpp"

#include <fmt/format.h>

namespace stratgen {

std::string_view to_string(Task task) {
  switch (task) {
    case Task::ExtractSpec:
      return "extract_spec";
    case Task::WriteStrategy:
      return "write_strategy";
    case Task::RepairStrategy:
      return "repair_strategy";
    case Task::ProposeRanges:
      return "propose_ranges";
  }
  return "";
}

std::string answer_name(const Request& request) {
  std::string name(to_string(request.task));
  if (request.round > 0) name += fmt::format(".{}", request.round);
  if (request.sample > 0) name += fmt::format(".sample-{}", request.sample + 1);
  if (request.again) name += ".again";
  return name;
}

}  // namespace stratgen
