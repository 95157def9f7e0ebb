#include "tools/cli/ignored_flags.hpp"

#include <CLI/CLI.hpp>

namespace stratgen {

void add_ignored_flags(CLI::App& command, std::initializer_list<const char*> with_values) {
  for (const char* const name : with_values) command.add_option(name)->expected(1)->group("");
  command.add_flag("--reset")->group("");
}

}  // namespace stratgen
