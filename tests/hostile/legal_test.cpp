// Legal programs in many styles: accepted by every layer, linked, and run to the end.
#include "tests/hostile/corpus.hpp"
#include "tests/hostile/parallel.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace stratgen;
using namespace stratgen::test;

TEST_CASE("every legal program is accepted and runs, with its parameters at both ends") {
  const Trial trial;
  const std::vector<LegalProgram> programs = read_legal_programs();
  CHECK(programs.size() >= 120);
  std::vector<Outcome> outcomes(programs.size());
  in_parallel(programs.size(), [&](std::size_t i) { outcomes[i] = trial.run(programs[i].source); });
  for (std::size_t i = 0; i < programs.size(); ++i) {
    INFO(programs[i].path << ": " << describe(outcomes[i]));
    CHECK(outcomes[i].exit_code == 0);
  }
}
