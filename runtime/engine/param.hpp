// Parameters as a strategy declares them, and the values one backtest gives them.
#pragma once

#include <stratgen/abi.hpp>

#include "runtime/base/result.hpp"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace stratgen {

struct ParamDeclaration {
  std::string name;
  abi::ParamKind kind = abi::ParamKind::Int;
  double value = 0;  // the default
  std::optional<abi::ParamRange> range;
};

// A value as somebody wrote it: "20", "2.5", "true".
using ParamSetting = std::pair<std::string, std::string>;

// Values in the order of the declarations: the defaults, overridden by `settings`. An unknown name,
// a wrong type or a value out of range is an Error with Fault::Usage that says what is allowed.
Result<std::vector<double>> resolve_params(const std::string& strategy,
                                           std::span<const ParamDeclaration> declared,
                                           std::span<const ParamSetting> settings);

// "20", "2.5", "true".
std::string param_text(const ParamDeclaration& declaration, double value);

}  // namespace stratgen
