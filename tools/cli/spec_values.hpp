// The parameter values that a spec gives its strategy.
#pragma once

#include "compiler/spec/spec.hpp"
#include "runtime/engine/param.hpp"

#include <span>
#include <string>
#include <vector>

namespace stratgen {

// In the order of `declared`: the spec's values, and the class's own for the rest.
Result<std::vector<double>> spec_values(const Spec& spec, const std::string& strategy,
                                        std::span<const ParamDeclaration> declared);

}  // namespace stratgen
