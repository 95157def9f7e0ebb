#include "runtime/engine/param.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace stratgen {
namespace {

const char* kind_name(abi::ParamKind kind) {
  switch (kind) {
    case abi::ParamKind::Int:
      return "a whole number";
    case abi::ParamKind::Double:
      return "a number";
    case abi::ParamKind::Bool:
      return "true or false";
  }
  return "";
}

template <class T>
std::optional<double> parse_number(const std::string& text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (!std::isfinite(static_cast<double>(value))) return std::nullopt;
  return static_cast<double>(value);
}

std::optional<double> parse_value(abi::ParamKind kind, const std::string& text) {
  switch (kind) {
    case abi::ParamKind::Int:
      return parse_number<int>(text);
    case abi::ParamKind::Double:
      return parse_number<double>(text);
    case abi::ParamKind::Bool:
      if (text == "true") return 1;
      if (text == "false") return 0;
      return std::nullopt;
  }
  return std::nullopt;
}

std::string names_of(std::span<const ParamDeclaration> declared) {
  if (declared.empty()) return "it declares none";
  std::string names = "it declares ";
  for (const ParamDeclaration& declaration : declared) {
    if (&declaration != &declared.front()) names += ", ";
    names += declaration.name;
  }
  return names;
}

}  // namespace

std::string param_text(const ParamDeclaration& declaration, double value) {
  if (declaration.kind == abi::ParamKind::Bool) return value != 0 ? "true" : "false";
  return fmt::format("{}", value);
}

Result<std::size_t> find_param(const std::string& strategy,
                               std::span<const ParamDeclaration> declared, std::string_view name) {
  const auto found = std::find_if(declared.begin(), declared.end(),
                                  [&](const ParamDeclaration& d) { return d.name == name; });
  if (found != declared.end()) return static_cast<std::size_t>(found - declared.begin());
  return fail(Fault::Usage,
              fmt::format("{} has no parameter \"{}\": {}", strategy, name, names_of(declared)));
}

Result<double> parse_param(const std::string& strategy, const ParamDeclaration& declaration,
                           const std::string& text) {
  const std::optional<double> value = parse_value(declaration.kind, text);
  if (!value) {
    return fail(Fault::Usage, fmt::format("{}: parameter {} is \"{}\": it must be {}", strategy,
                                          declaration.name, text, kind_name(declaration.kind)));
  }
  const auto& range = declaration.range;
  if (range && !(*value >= range->min && *value <= range->max)) {
    return fail(Fault::Usage,
                fmt::format("{}: parameter {} is {}: it must be from {} to {}", strategy,
                            declaration.name, text, range->min, range->max));
  }
  return *value;
}

Result<std::vector<double>> resolve_params(const std::string& strategy,
                                           std::span<const ParamDeclaration> declared,
                                           std::span<const ParamSetting> settings) {
  std::vector<double> values;
  for (const ParamDeclaration& declaration : declared) values.push_back(declaration.value);
  for (const auto& [name, text] : settings) {
    STRATGEN_TRY(const std::size_t param, find_param(strategy, declared, name));
    STRATGEN_TRY(values[param], parse_param(strategy, declared[param], text));
  }
  return values;
}

}  // namespace stratgen
