#include "compiler/frontend/arguments.hpp"

#include "compiler/frontend/precompiled.hpp"
#include "compiler/frontend/target.hpp"

#include <clang/Lex/PreprocessorOptions.h>

#include <vector>

namespace stratgen {

namespace {

const std::string include_precompiled = "-include-pch";

// Each ends in a call of sg_trap, and from there in an error of the backtest.
const std::string traps =
    "array-bounds,integer-divide-by-zero,unreachable,return,float-cast-overflow,shift-exponent,"
    "signed-integer-overflow,implicit-signed-integer-truncation,"
    "implicit-unsigned-integer-truncation,implicit-integer-sign-change,"
    "implicit-bitfield-conversion";

std::vector<std::string> make_arguments() {
  const HostTarget& host = host_target();
  std::vector<std::string> arguments = {
      "-triple", host.triple, "-x", "c++", "-std=c++20", "-O2",
      // Headers count as system headers: the strategy's own text is what warnings are about.
      "-internal-isystem", header_folder, "-nostdsysteminc", "-nobuiltininc", "-fno-rtti",
      "-fno-threadsafe-statics", "-fdeprecated-macro", "-fgnuc-version=4.2.1", "-mrelocation-model",
      "pic", "-pic-level", "2", "-mframe-pointer=none", "-mconstructor-aliases",
      "-discard-value-names", "-disable-llvm-verifier", "-disable-lifetime-markers",
      "-fno-caret-diagnostics", "-dwarf-version=4", "-fno-modules-global-index",

      // The same inputs give the same last digit everywhere. Without errno, which is cc1's default,
      // sqrt is an instruction.
      "-ffp-contract=off",

      // What C++ leaves undefined has a meaning here: a loop may be endless (fuel ends it), a local
      // without initialiser is 0, address 0 is one that faults, and an array at the end of a struct
      // is as long as it says.
      "-fno-finite-loops", "-fno-delete-null-pointer-checks", "-ftrivial-auto-var-init=zero",
      "-fstrict-flex-arrays=3", "-fsanitize=" + traps, "-fsanitize-trap=" + traps,
      "-ftrap-function=sg_trap",

      "-ferror-limit", "20", "-ftemplate-depth=64", "-fconstexpr-steps=100000",
      "-fconstexpr-depth=64", "-fbracket-depth", "128", "-ftemplate-backtrace-limit=2",

      "-pedantic-errors", "-Wno-reorder-init-list", "-Wno-extra-semi", "-Werror=return-type",
      "-Werror=return-stack-address", "-Werror=infinite-recursion", "-Werror=dangling",
      "-Werror=dangling-gsl", "-Werror=unknown-attributes", "-Werror=ignored-attributes"};
  return arguments;
}

const std::vector<std::string>& common_arguments() {
  static const std::vector<std::string> arguments = make_arguments();
  return arguments;
}

}  // namespace

std::shared_ptr<clang::CompilerInvocation> make_invocation(Input input) {
  const std::string strategy_header = header_folder + "/stratgen/strategy.hpp";
  std::vector<const char*> arguments;
  for (const std::string& each : common_arguments()) arguments.push_back(each.c_str());
  if (input == Input::Strategy)
    for (const std::string* each : {&include_precompiled, &precompiled_path, &source_path})
      arguments.push_back(each->c_str());
  else
    arguments.push_back(strategy_header.c_str());

  auto invocation = std::make_shared<clang::CompilerInvocation>();
  clang::DiagnosticsEngine diagnostics(new clang::DiagnosticIDs, new clang::DiagnosticOptions,
                                       new clang::IgnoringDiagConsumer);
  if (!clang::CompilerInvocation::CreateFromArgs(*invocation, arguments, diagnostics))
    return nullptr;
  clang::LangOptions& language = invocation->getLangOpts();
  // C++20 implies modules, which no strategy has; with them clang's table of builtins is made anew
  // for each compile, although the precompiled headers hold what is needed of it.
  language.Modules = language.CPlusPlusModules = false;
  // What the headers instantiate, they instantiate once.
  language.PCHInstantiateTemplates = input == Input::Headers;
  // The precompiled headers are ours, of this process and these arguments.
  invocation->getPreprocessorOpts().DisablePCHOrModuleValidation =
      clang::DisableValidationForModuleKind::All;
  return invocation;
}

}  // namespace stratgen
