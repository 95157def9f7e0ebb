// Each layer alone, with the others off, over the classes of attacks that it has to stop by itself.
#include "compiler/check/lexer_scan.hpp"
#include "tests/hostile/corpus.hpp"
#include "tests/hostile/parallel.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

using namespace stratgen;
using namespace stratgen::test;

namespace {

// Directives and pragmas never reach clang, some of which take the process down.
const std::set<std::string> of_text = {"preprocessor", "text",     "names",     "modules",
                                       "builtins",     "assembly", "attributes"};
const std::set<std::string> of_tree = {"assembly", "attributes",    "builtins", "extensions",
                                       "memory",   "references",    "casts",    "types",
                                       "state",    "declarations",  "shape",    "api-internals",
                                       "params",   "api-namespace", "labels"};
const std::set<std::string> of_code = {"runtime"};

std::vector<Attack> attacks_of(const std::set<std::string>& groups) {
  std::vector<Attack> attacks;
  for (Attack& each : read_attacks())
    if (groups.count(each.group) == 1) attacks.push_back(std::move(each));
  return attacks;
}

// How much of the stack a function takes is known once there is code.
bool refused_by_tree(const Attack& attack) {
  return attack.expected.exit_code == 4 && attack.expected.rule != "frame-size";
}

}  // namespace

TEST_CASE("the text layer alone refuses what is in the text") {
  for (const Attack& each : attacks_of(of_text)) {
    if (each.expected.rule == "compile") continue;  // clang's to refuse
    INFO(each.path);
    CHECK_FALSE(scan_source(each.source, "strategy.cpp").empty());
  }
}

TEST_CASE("the tree layer alone refuses what is in the tree") {
  const Trial trial;
  const std::vector<Attack> attacks = attacks_of(of_tree);
  std::vector<Outcome> outcomes(attacks.size());
  in_parallel(attacks.size(), [&](std::size_t i) {
    if (refused_by_tree(attacks[i]))
      outcomes[i] =
          trial.compile_only(attacks[i].source, {.layers = {.text = false, .code = false}});
  });
  for (std::size_t i = 0; i < attacks.size(); ++i) {
    if (attacks[i].expected.rule == "frame-size") continue;  // the code layer's
    INFO(attacks[i].path << ": " << describe(outcomes[i]));
    CHECK(outcomes[i].exit_code == (refused_by_tree(attacks[i]) ? 4 : 0));
  }
}

TEST_CASE("the code layer alone ends what does not end or leaves its bounds") {
  const Trial trial;
  const std::vector<Attack> attacks = attacks_of(of_code);
  std::vector<Outcome> outcomes(attacks.size());
  in_parallel(attacks.size(), [&](std::size_t i) {
    outcomes[i] = trial.run(attacks[i].source, {.layers = {.text = false, .tree = false}});
  });
  for (std::size_t i = 0; i < attacks.size(); ++i) {
    INFO(attacks[i].path << ": " << describe(outcomes[i]));
    CHECK(outcomes[i].exit_code == attacks[i].expected.exit_code);
  }
}
