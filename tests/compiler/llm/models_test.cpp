#include "compiler/llm/models.hpp"

#include "tests/compiler/knowledge/documents.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace stratgen;

namespace {

Models brought() {
  auto models = Models::load({});
  REQUIRE(models);
  return std::move(*models);
}

std::string error_with(std::string_view text) {
  const TemporaryFolder folder;
  folder.write("models.json", text);
  const auto models = Models::load(folder.path() / "models.json");
  REQUIRE_FALSE(models);
  CHECK(models.error().fault == Fault::Data);
  const std::string start = (folder.path() / "models.json").string() + ": ";
  REQUIRE(models.error().message.starts_with(start));
  return models.error().message.substr(start.size());
}

std::string entry_error(const std::string& entry) {
  return error_with(R"({"models": [)" + entry + "]}");
}

}  // namespace

TEST_CASE("prices of the day") {
  const Models models = brought();
  const Model& gpt5 = models.find("openai", "gpt-5");
  CHECK(gpt5.name == "gpt-5");
  CHECK(gpt5.prices.input == 1.25);
  CHECK(gpt5.prices.cached_input == 0.125);
  CHECK(gpt5.prices.output == 10.0);
  const Model& sonnet = models.find("anthropic", "claude-sonnet-4-5");
  CHECK(sonnet.prices.input == 3.0);
  CHECK(sonnet.prices.cached_input == 0.3);
  CHECK(sonnet.prices.cache_write ==
        3.75);  // 1.25 x 3, Anthropic's price of the five minutes' cache
  CHECK(sonnet.prices.output == 15.0);
  CHECK(models.find("compatible", "llama3.2:8b").prices.output == 0.0);
}

TEST_CASE("a model is found by its name, by its name without the date, then by its family") {
  const Models models = brought();
  CHECK(models.find("openai", "gpt-4o-2024-08-06").name == "gpt-4o");
  CHECK(models.find("openai", "gpt-4o-2024-05-13").name == "gpt-4o-2024-05-13");
  CHECK(models.find("openai", "gpt-5-mini-2025-08-07").name == "gpt-5-mini");
  CHECK(models.find("anthropic", "claude-haiku-4-5-20251001").name == "claude-haiku-4-5");
  CHECK(models.find("anthropic", "claude-3-5-haiku-latest").name == "claude-3-5-haiku");
  CHECK(models.find("openai", "gpt-5.9-grand").name == "gpt-5*");
  CHECK(models.find("openai", "whatever").name == "*");
  CHECK(models.find("openai", "").name == "*");
  CHECK(models.find("anthropic", "claude-poem-9").name == "claude-*");
  CHECK(models.find("anthropic", "gpt-5").name == "*");
}

TEST_CASE("a model that nobody lists costs what the dearest does") {
  const Models models = brought();
  for (const char* provider : {"openai", "anthropic"}) {
    const TokenPrices unknown = models.find(provider, "nobody-lists-this").prices;
    for (const char* name :
         {"gpt-6.1-sol", "gpt-6-astra", "gpt-5.5-pro", "gpt-5-pro", "gpt-4o", "o1", "o3-pro",
          "claude-opus-4-1", "claude-fable-5-1", "claude-sonnet-5-5"}) {
      const TokenPrices listed = models.find(provider, name).prices;
      CHECK(listed.input <= unknown.input);
      CHECK(listed.cached_input <= unknown.cached_input);
      CHECK(listed.cache_write <= unknown.cache_write);
      CHECK(listed.output <= unknown.output);
    }
  }
}

TEST_CASE("each provider has a default") {
  const Models models = brought();
  for (const char* provider : {"openai", "anthropic"}) {
    const Model& model = models.default_of(provider);
    CHECK(model.is_default);
    CHECK(model.name.find('*') == model.name.npos);
    CHECK(&models.find(provider, model.name) == &model);
  }
  CHECK(models.default_of("compatible").name == "*");
}

TEST_CASE("what a user adds comes first") {
  const TemporaryFolder folder;
  folder.write("models.json", R"({"models": [
    {"provider": "openai", "name": "gpt-5", "input": 1, "output": 2, "max_output": 100, "default": true},
    {"provider": "compatible", "name": "qwen*", "input": 0.5, "cached_input": 0.1, "cache_write": 0.2,
     "output": 1}]})");
  const auto models = Models::load(folder.path() / "models.json");
  REQUIRE(models);
  CHECK(models->find("openai", "gpt-5").prices.output == 2.0);
  CHECK(models->find("openai", "gpt-5").prices.cached_input == 1.0);  // the input's
  CHECK(models->find("openai", "gpt-5").prices.cache_write == 1.25);  // 1.25 x the input's
  CHECK(models->find("openai", "gpt-5").max_output == 100);
  CHECK(models->default_of("openai").name == "gpt-5");
  CHECK(models->find("compatible", "qwen3-coder").prices.cached_input == 0.1);
  CHECK(models->find("compatible", "qwen3-coder").prices.cache_write == 0.2);
  CHECK(models->find("compatible", "other").name == "*");
  CHECK(models->find("openai", "gpt-4o").prices.output == 10.0);
}

TEST_CASE("a file that is not there adds nothing") {
  const TemporaryFolder folder;
  CHECK(Models::load(folder.path() / "none.json"));
}

TEST_CASE("an error names the file, the entry and what is wrong with it") {
  CHECK(error_with("[]") == "must be an object with a list 'models'");
  CHECK(error_with("{").starts_with("line 1"));
  CHECK(entry_error("7") == "entry 1 of 'models': must be an object");
  CHECK(entry_error(R"({"provider":"openai","name":"a","input":1,"output":1},
                       {"provider":"openrouter","name":"a","input":1,"output":1})") ==
        "entry 2 of 'models': 'provider' must be openai, anthropic or compatible");
  const auto with = [](const std::string& rest) {
    return entry_error(R"({"provider":"openai",)" + rest + "}");
  };
  CHECK(with(R"("input":1,"output":1)").find("'name' must be") != std::string::npos);
  CHECK(with(R"("name":"a*b","input":1,"output":1)").find("'name' must be") != std::string::npos);
  CHECK(with(R"("name":"a","output":1)").find("'input' must be") != std::string::npos);
  CHECK(with(R"("name":"a","input":1)").find("'output' must be") != std::string::npos);
  CHECK(with(R"("name":"a","input":-1,"output":1)").find("'input' must be") != std::string::npos);
  CHECK(with(R"("name":"a","input":1,"output":"1")").find("'output' must be") != std::string::npos);
  CHECK(with(R"("name":"a","input":1,"output":1,"max_output":1.5)").find("'max_output' must be") !=
        std::string::npos);
  CHECK(with(R"("name":"a","input":1,"output":1,"default":1)").find("'default' must be") !=
        std::string::npos);
  CHECK(
      with(R"("name":"a","input":1,"output":1,"cached":0)") ==
      "entry 1 of 'models': 'cached' is not known; known are provider, name, input, cached_input, "
      "cache_write, output, max_output, default");
}

TEST_CASE("cost counts each kind of token once") {
  const TokenPrices prices{.input = 2.0, .cached_input = 0.5, .cache_write = 2.5, .output = 8.0};
  // (1000 - 400 - 100) x 2 + 400 x 0.5 + 100 x 2.5 + 300 x 8 = 1000 + 200 + 250 + 2400 millionths
  CHECK(cost({.input = 1000, .cached = 400, .cache_write = 100, .output = 300}, prices) ==
        doctest::Approx(0.003850).epsilon(1e-12));
  CHECK(cost({}, prices) == 0.0);
}

TEST_CASE("an estimate is never below a third of the bytes") {
  CHECK(estimated_tokens("") == 0);
  CHECK(estimated_tokens("a") == 1);
  CHECK(estimated_tokens("abc") == 1);
  CHECK(estimated_tokens("abcd") == 2);
}

TEST_CASE("the user's file says how a provider wants to be asked") {
  const TemporaryFolder folder;
  folder.write("models.json", R"({"limits": {"openai": {"concurrent": 8, "requests_per_minute": 500,
                                                        "tokens_per_minute": 2e5}}})");
  const auto models = Models::load(folder.path() / "models.json");
  REQUIRE(models);
  const ServiceLimits openai = models->limits_of("openai");
  CHECK(openai.concurrent == 8);
  CHECK(openai.requests_per_minute == 500);
  CHECK(openai.tokens_per_minute == 200000);
  CHECK(models->limits_of("anthropic").concurrent == 16);
  CHECK(models->limits_of("anthropic").requests_per_minute == 0);
  CHECK(models->find("openai", "gpt-5").prices.input == 1.25);
}

TEST_CASE("limits that are none are refused with their place") {
  CHECK(error_with(R"({"limits": []})") == "'limits' must be an object of providers");
  CHECK(error_with(R"({"limits": {"open ai": {}}})") ==
        "'open ai' of 'limits': must be openai, anthropic or compatible");
  CHECK(error_with(R"({"limits": {"openai": {"concurrent": 0}}})") ==
        "'openai' of 'limits': 'concurrent' must be a number of calls from 1 to 256");
  CHECK(error_with(R"({"limits": {"openai": {"requests_per_minute": -1}}})") ==
        "'openai' of 'limits': 'requests_per_minute' must be a number from 0 (no limit) to "
        "1000000000");
  CHECK(error_with(R"({"limits": {"openai": {"rpm": 5}}})") ==
        "'openai' of 'limits': 'rpm' is not known; known are concurrent, requests_per_minute, "
        "tokens_per_minute");
}
