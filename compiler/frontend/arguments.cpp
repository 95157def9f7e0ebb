#include "compiler/frontend/arguments.hpp"

#include "compiler/frontend/target.hpp"

namespace stratgen {

namespace {

// Each ends in a call of sg_trap, and from there in an error of the backtest.
const std::string traps =
    "array-bounds,integer-divide-by-zero,unreachable,return,float-cast-overflow,shift-exponent,"
    "shift-base,signed-integer-overflow";

std::vector<std::string> make_arguments() {
  const HostTarget& host = host_target();
  std::vector<std::string> arguments = {
      "-triple", host.triple, "-target-cpu", host.cpu, "-x", "c++", "-std=c++20", "-O2",
      // Headers count as system headers: the strategy's own text is what warnings are about.
      "-internal-isystem", header_folder, "-nostdsysteminc", "-nobuiltininc", "-fno-rtti",
      "-fno-threadsafe-statics", "-fdeprecated-macro", "-fgnuc-version=4.2.1", "-mrelocation-model",
      "pic", "-pic-level", "2", "-mframe-pointer=none", "-discard-value-names",
      "-disable-llvm-verifier",

      // The same inputs give the same last digit everywhere, and sqrt is an instruction.
      "-ffp-contract=off", "-fno-math-errno"};
  arguments.insert(
      arguments.end(),
      {// What C++ leaves undefined has a meaning here: a loop may be endless (fuel ends it), a
       // local
       // without initialiser is 0, and an array at the end of a struct is as long as it says.
       "-fno-finite-loops",
       "-ftrivial-auto-var-init=zero",
       "-fstrict-flex-arrays=3",
       "-fsanitize=" + traps,
       "-fsanitize-trap=" + traps,
       "-ftrap-function=sg_trap",

       "-ferror-limit",
       "20",
       "-ftemplate-depth=64",
       "-fconstexpr-steps=100000",
       "-fconstexpr-depth=64",
       "-fbracket-depth",
       "128",
       "-ftemplate-backtrace-limit=2",

       "-pedantic-errors",
       "-Wno-reorder-init-list",
       "-Wno-unused-value",
       "-Wno-tautological-compare",
       "-Werror=return-type",
       "-Werror=return-stack-address",
       "-Werror=infinite-recursion",
       "-Werror=dangling",
       "-Werror=dangling-gsl",
       "-Werror=unknown-attributes",
       "-Werror=ignored-attributes"});
  for (const std::string& feature : host.features)
    arguments.insert(arguments.end(), {"-target-feature", feature});
  arguments.push_back(source_path);
  return arguments;
}

}  // namespace

const std::vector<std::string>& compiler_arguments() {
  static const std::vector<std::string> arguments = make_arguments();
  return arguments;
}

}  // namespace stratgen
