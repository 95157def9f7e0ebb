// The flags that name who answers.
#pragma once

#include "compiler/llm/providers.hpp"

namespace CLI {
class App;
}

namespace stratgen {

void add_provider_flags(CLI::App& command, ProviderChoice& choice);

}  // namespace stratgen
