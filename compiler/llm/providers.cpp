#include "compiler/llm/providers.hpp"

#include "runtime/http/http_client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace stratgen {
namespace {

// How a provider is set up; the settings' names begin with `prefix`.
struct Kind {
  const char* name;
  const char* prefix;
  CodecKind codec;
  const char* base_url;  // "" if there is none of its own
  bool needs_key;
};

constexpr Kind kinds[] = {
    {"openai", "OPENAI", CodecKind::OpenAi, "https://api.openai.com/v1", true},
    {"anthropic", "ANTHROPIC", CodecKind::Anthropic, "https://api.anthropic.com", true},
    {"compatible", "COMPATIBLE", CodecKind::Compatible, "", false},
};

std::string first_of(std::initializer_list<std::string> texts) {
  for (const std::string& text : texts) {
    if (!text.empty()) return text;
  }
  return {};
}

std::string missing_of(const Kind& kind, const Endpoint& endpoint) {
  const auto name = [&](const char* end) { return fmt::format("{}_{}", kind.prefix, end); };
  if (kind.needs_key && endpoint.key.empty()) {
    return fmt::format("set {} in the environment or in .env", name("API_KEY"));
  }
  if (!is_key(endpoint.key)) {
    return fmt::format("{} holds blanks or other characters that no key has", name("API_KEY"));
  }
  if (endpoint.base_url.empty()) {
    return fmt::format("set {} or give --base-url, as in http://localhost:11434/v1",
                       name("BASE_URL"));
  }
  if (const auto good = check_url(endpoint.base_url); !good) {
    return fmt::format("{}: {}", name("BASE_URL"), good.error().message);
  }
  if (endpoint.model.empty()) return fmt::format("set {} or give --model", name("MODEL"));
  return {};
}

Provider provider_of(const Kind& kind, const ProviderChoice& choice, const Setting& setting,
                     const Models& models) {
  const auto set = [&](const char* end) { return setting(fmt::format("{}_{}", kind.prefix, end)); };
  Provider provider{.name = kind.name,
                    .codec = kind.codec,
                    .endpoint = {},
                    .model = {},
                    .limits = {},
                    .missing = {}};
  Endpoint& endpoint = provider.endpoint;
  endpoint.key = set("API_KEY");
  endpoint.base_url = first_of({choice.base_url, set("BASE_URL"), kind.base_url});
  while (endpoint.base_url.ends_with('/')) endpoint.base_url.pop_back();
  const std::string& usual = models.default_of(kind.name).name;
  endpoint.model = first_of({choice.model, set("MODEL"), usual == "*" ? "" : usual});
  provider.model = models.find(kind.name, endpoint.model);
  endpoint.max_output = provider.model.max_output;
  provider.limits = models.limits_of(kind.name);
  provider.missing = missing_of(kind, endpoint);
  return provider;
}

}  // namespace

std::vector<Provider> known_providers(const Setting& setting, const Models& models) {
  std::vector<Provider> providers;
  for (const Kind& kind : kinds) providers.push_back(provider_of(kind, {}, setting, models));
  return providers;
}

Result<std::optional<Provider>> choose_provider(const ProviderChoice& choice,
                                                const Setting& setting, const Models& models) {
  if (choice.provider == "replay") return std::nullopt;
  const bool named = !choice.provider.empty() || !choice.base_url.empty();
  const std::string name = first_of({choice.provider, "compatible"});
  for (const Kind& kind : kinds) {
    if (named && kind.name != name) continue;
    Provider provider = provider_of(kind, choice, setting, models);
    if (provider.ready()) return provider;
    if (named) return fail(Fault::Usage, fmt::format("{}: {}", kind.name, provider.missing));
  }
  return std::nullopt;
}

}  // namespace stratgen
