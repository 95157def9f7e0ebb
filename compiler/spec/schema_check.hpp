// JSON held against a JSON schema.
#pragma once

#include "compiler/spec/spec_failures.hpp"

#include <nlohmann/json.hpp>

namespace stratgen {

// Adds a failure for each value that breaks `schema` (draft 7, without references). What is allowed
// is said in the words of the `description` nearest to the value.
void check_schema(const nlohmann::json& value, const nlohmann::json& schema,
                  SpecFailures& failures);

}  // namespace stratgen
