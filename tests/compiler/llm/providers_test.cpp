#include "compiler/llm/providers.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace stratgen;

namespace {

using Settings = std::map<std::string, std::string, std::less<>>;

Result<std::optional<Provider>> chosen(const ProviderChoice& choice, const Settings& settings) {
  const auto models = Models::load("/nonexistent/models.json");
  REQUIRE(models);
  return choose_provider(
      choice,
      [&](std::string_view name) {
        const auto found = settings.find(name);
        return found == settings.end() ? std::string() : found->second;
      },
      *models);
}

std::string name_of(const ProviderChoice& choice, const Settings& settings) {
  const auto provider = chosen(choice, settings);
  if (!provider) return "error: " + provider.error().message;
  return *provider ? (*provider)->name : "replay";
}

std::string refusal(const ProviderChoice& choice, const Settings& settings) {
  const auto provider = chosen(choice, settings);
  REQUIRE_FALSE(provider);
  CHECK(provider.error().fault == Fault::Usage);
  return provider.error().message;
}

const std::string own_server = "http://localhost:11434/v1";

}  // namespace

TEST_CASE("without a flag the first that is set up answers, else replay") {
  CHECK(name_of({}, {}) == "replay");
  CHECK(name_of({}, {{"ANTHROPIC_API_KEY", "k"}}) == "anthropic");
  CHECK(name_of({}, {{"ANTHROPIC_API_KEY", "k"}, {"OPENAI_API_KEY", "k"}}) == "openai");
  CHECK(name_of({}, {{"COMPATIBLE_BASE_URL", own_server}, {"COMPATIBLE_MODEL", "m"}}) ==
        "compatible");
  CHECK(name_of({}, {{"COMPATIBLE_BASE_URL", own_server}}) == "replay");
  CHECK(name_of({.provider = "replay", .model = "", .base_url = ""}, {{"OPENAI_API_KEY", "k"}}) ==
        "replay");
}

TEST_CASE("a provider that is named and not set up says what is missing") {
  CHECK(
      refusal({.provider = "openai", .model = "", .base_url = ""}, {{"ANTHROPIC_API_KEY", "k"}}) ==
      "openai: set OPENAI_API_KEY in the environment or in .env");
  CHECK(refusal({.provider = "compatible", .model = "", .base_url = own_server}, {}) ==
        "compatible: set COMPATIBLE_MODEL or give --model");
  const std::string why = refusal({.provider = "anthropic", .model = "", .base_url = ""},
                                  {{"ANTHROPIC_API_KEY", "my key"}});
  CHECK(why.starts_with("anthropic: ANTHROPIC_API_KEY holds blanks"));
  CHECK(why.find("my key") == std::string::npos);
}

TEST_CASE("plain http goes to this machine only") {
  const Settings key = {{"OPENAI_API_KEY", "k"}};
  CHECK(refusal({.provider = "openai", .model = "", .base_url = "http://api.openai.com/v1"}, key)
            .find("https") != std::string::npos);
  CHECK(name_of({.provider = "openai", .model = "", .base_url = "http://127.0.0.1:8080/v1"}, key) ==
        "openai");
}

TEST_CASE("a base URL alone gets no key that belongs to somebody else") {
  const auto provider = chosen({.provider = "", .model = "m", .base_url = own_server + "/"},
                               {{"OPENAI_API_KEY", "k"}, {"ANTHROPIC_API_KEY", "k"}});
  REQUIRE(provider);
  REQUIRE(*provider);
  CHECK((*provider)->name == "compatible");
  CHECK((*provider)->endpoint.key.empty());
  CHECK((*provider)->endpoint.base_url == own_server);
}

TEST_CASE("flags come before settings, settings before what is usual") {
  const Settings settings = {{"OPENAI_API_KEY", "k"},
                             {"OPENAI_BASE_URL", "https://proxy.example.com/v1/"},
                             {"OPENAI_MODEL", "gpt-5"}};
  const auto set = chosen({}, settings);
  REQUIRE(set.value());
  CHECK((*set)->endpoint.base_url == "https://proxy.example.com/v1");
  CHECK((*set)->endpoint.model == "gpt-5");
  CHECK((*set)->model.prices.output == 10);  // of gpt-5
  const auto flagged = chosen({.provider = "", .model = "gpt-4o", .base_url = ""}, settings);
  REQUIRE(flagged.value());
  CHECK((*flagged)->endpoint.model == "gpt-4o");
  const auto usual = chosen({}, {{"OPENAI_API_KEY", "k"}});
  REQUIRE(usual.value());
  CHECK((*usual)->endpoint.base_url == "https://api.openai.com/v1");
  CHECK_FALSE((*usual)->endpoint.model.empty());
}
