#include "compiler/llm/llm.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

namespace {

std::string name(Task task, int round = 0, int sample = 0, bool again = false) {
  Request request;
  request.task = task;
  request.round = round;
  request.sample = sample;
  request.again = again;
  return answer_name(request);
}

}  // namespace

TEST_CASE("an answer is named by its task, round, sample and whether it is the second") {
  CHECK(name(Task::ExtractSpec) == "extract_spec");
  CHECK(name(Task::WriteStrategy) == "write_strategy");
  CHECK(name(Task::ProposeRanges) == "propose_ranges");
  CHECK(name(Task::WriteStrategy, 0, 1) == "write_strategy.sample-2");
  CHECK(name(Task::RepairStrategy, 1) == "repair_strategy.1");
  CHECK(name(Task::RepairStrategy, 3, 1) == "repair_strategy.3.sample-2");
  CHECK(name(Task::ExtractSpec, 0, 0, true) == "extract_spec.again");
  CHECK(name(Task::RepairStrategy, 2, 4, true) == "repair_strategy.2.sample-5.again");
}
