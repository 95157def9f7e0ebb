// The corpus through all layers: what is dangerous or forbidden is refused or ended, with a finding
// that says where and what instead.
#include "tests/hostile/corpus.hpp"
#include "tests/hostile/parallel.hpp"

#include <doctest/doctest.h>

#include <map>
#include <vector>

using namespace stratgen;
using namespace stratgen::test;

TEST_CASE("every attack is refused or ended as its first line says") {
  const Trial trial;
  const std::vector<Attack> attacks = read_attacks();
  std::vector<Outcome> outcomes(attacks.size());
  in_parallel(attacks.size(), [&](std::size_t i) {
    const bool runs = attacks[i].expected.exit_code == 5;
    outcomes[i] = runs ? trial.run(attacks[i].source) : trial.compile_only(attacks[i].source);
  });
  for (std::size_t i = 0; i < attacks.size(); ++i) {
    INFO(attacks[i].path << ": " << describe(outcomes[i]));
    CHECK(mismatch(attacks[i].expected, outcomes[i]) == "");
  }
}

TEST_CASE("the corpus has attacks in every class") {
  std::map<std::string, int> counts;
  for (const Attack& each : read_attacks()) ++counts[each.group];
  for (const auto& [group, count] : counts) {
    INFO(group);
    CHECK(count >= 5);
  }
  CHECK(counts.size() >= 15);
}
