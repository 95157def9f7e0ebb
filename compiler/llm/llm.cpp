#include "compiler/llm/llm.hpp"

namespace stratgen {

std::string_view to_string(Task task) {
  switch (task) {
    case Task::ExtractSpec:
      return "extract_spec";
    case Task::WriteStrategy:
      return "write_strategy";
    case Task::ProposeRanges:
      return "propose_ranges";
  }
  return "";
}

}  // namespace stratgen
