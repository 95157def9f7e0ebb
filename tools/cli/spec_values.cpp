#include "tools/cli/spec_values.hpp"

#include <fmt/format.h>

namespace stratgen {

Result<std::vector<double>> spec_values(const Spec& spec, const std::string& strategy,
                                        std::span<const ParamDeclaration> declared) {
  std::vector<ParamSetting> settings;
  settings.reserve(spec.params.size());
  for (const auto& [name, value] : spec.params)
    settings.emplace_back(name, fmt::format("{}", value));
  return resolve_params(strategy, declared, settings);
}

}  // namespace stratgen
