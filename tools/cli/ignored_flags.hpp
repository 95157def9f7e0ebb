// Flags that a command takes for the sake of the others.
#pragma once

#include <initializer_list>

namespace CLI {
class App;
}

namespace stratgen {

// Scripts give all commands of the pipeline the same flags: --reset and `with_values` are taken,
// not shown by --help, and without meaning to `command`.
void add_ignored_flags(CLI::App& command, std::initializer_list<const char*> with_values);

}  // namespace stratgen
