// Parameters as a strategy declares them, and the values one backtest gives them.
#pragma once

#include <stratgen/abi.hpp>

#include "runtime/base/result.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
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

// One at a time, with the same errors: a declaration's place by its name, and a text as a value of
// the declared type within the declared range.
Result<std::size_t> find_param(const std::string& strategy,
                               std::span<const ParamDeclaration> declared, std::string_view name);
Result<double> parse_param(const std::string& strategy, const ParamDeclaration& declaration,
                           const std::string& text);

// "20", "2.5", "true".
std::string param_text(const ParamDeclaration& declaration, double value);

}  // namespace stratgen
