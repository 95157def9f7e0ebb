// A capsule of what a workspace holds.
#pragma once

#include "tools/cli/capsule.hpp"
#include "tools/cli/context.hpp"

#include <string>

namespace stratgen {

// `name` is a document's slug or category/slug. A result that is missing, an ERROR, or made of
// other documents, prompts or answers than are there now is an Error that says to run discover.
Result<Capsule> pack_capsule(const std::string& name, const Context& context);

}  // namespace stratgen
