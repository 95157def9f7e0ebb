// Providers: who can answer here, from flags and settings.
#pragma once

#include "compiler/llm/codec.hpp"
#include "compiler/llm/models.hpp"
#include "runtime/base/setting.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

// What the command line says; "" is silent.
struct ProviderChoice {
  std::string provider;  // "openai", "anthropic", "compatible", "replay"
  std::string model;
  std::string base_url;
};

// One service that could be asked.
struct Provider {
  std::string name;
  CodecKind codec;
  Endpoint endpoint;
  Model model;
  ServiceLimits limits;
  std::string missing;  // what it lacks to be asked: "set OPENAI_API_KEY"; "" if it is ready

  bool ready() const { return missing.empty(); }
};

// openai: OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL. anthropic: ANTHROPIC_API_KEY,
// ANTHROPIC_BASE_URL, ANTHROPIC_MODEL. compatible: COMPATIBLE_BASE_URL, COMPATIBLE_MODEL,
// COMPATIBLE_API_KEY (if it wants one). In this order.
std::vector<Provider> known_providers(const Setting& setting, const Models& models);

// Who answers: the provider asked for, else the first that is ready, else nothing, which means
// replay. A base URL alone means compatible: no key goes to a host that was not named together with
// its provider. Errors (Fault::Usage) say what to set.
Result<std::optional<Provider>> choose_provider(const ProviderChoice& choice,
                                                const Setting& setting, const Models& models);

}  // namespace stratgen
