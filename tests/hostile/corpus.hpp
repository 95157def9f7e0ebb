// The corpus: attacks, which have to be refused or ended, and legal programs, which have to run.
#pragma once

#include "tests/hostile/trial.hpp"

#include <string>
#include <vector>

namespace stratgen::test {

// The first line of an attack says what has to become of it:
//   // expect: goto                   refused, by this rule among others ("compile" is clang)
//   // expect: exit 5, "budget"       accepted or not, it ends with this code and these words
struct Expectation {
  std::string rule;
  int exit_code = 4;
  std::string words;
};

struct Attack {
  std::string path;   // from tests/hostile/attacks
  std::string group;  // its folder
  Expectation expected;
  std::string source;
};

struct LegalProgram {
  std::string path;
  std::string source;
};

// By path. Relative to the root of the repository, where tests run.
std::vector<Attack> read_attacks();
std::vector<LegalProgram> read_legal_programs();

// Empty if `outcome` is what was expected, else what is wrong.
std::string mismatch(const Expectation& expected, const Outcome& outcome);

}  // namespace stratgen::test
