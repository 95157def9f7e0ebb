// Models: names, limits and prices, from models.json and what the user adds to it in a file of the
// same form: {"models": [{"provider": "openai", "name": "gpt-5", "input": 1.25, "cached_input":
// 0.125, "cache_write": 1.5625, "output": 10, "max_output": 32000, "default": true}]}. Only
// provider, name, input and output are needed: without them cached input costs what input does, and
// writing to the cache 1.25 times that. Beside the list, or without it, how a provider wants to be
// asked: {"limits": {"openai": {"concurrent": 8, "requests_per_minute": 500,
// "tokens_per_minute": 200000}}}.
#pragma once

#include "compiler/llm/llm.hpp"
#include "runtime/base/result.hpp"
#include "runtime/http/http_service.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

// US dollars for a million tokens.
struct TokenPrices {
  double input = 0.0;
  double cached_input = 0.0;  // read from the provider's prompt cache
  double cache_write = 0.0;   // written to it
  double output = 0.0;
};

struct Model {
  std::string provider;  // "openai", "anthropic", "compatible"
  std::string name;      // "gpt-5", or a family with a star at the end: "gpt-5*"
  TokenPrices prices;
  int max_output = 16384;  // tokens that an answer may have, thinking included: what is asked for
  bool is_default = false;
};

class Models {
 public:
  // The list that stratgen brings, then `added` (where that file exists) before it. Errors name the
  // file and the entry.
  static Result<Models> load(const std::filesystem::path& added);

  // The first exact name, else that without its date ("gpt-4o-2024-08-06"), else the longest family
  // that matches. A model that nobody lists has the provider's family "*".
  const Model& find(std::string_view provider, std::string_view name) const;

  // What is asked without --model; the family "*" where the provider has none, as for "compatible",
  // whose servers name their own.
  const Model& default_of(std::string_view provider) const;

  // 16 calls at a time, as many a minute as come, unless the user's file says otherwise.
  ServiceLimits limits_of(std::string_view provider) const;

 private:
  std::vector<Model> models_;
  std::map<std::string, ServiceLimits, std::less<>> limits_;
};

// Dollars.
double cost(const Usage& usage, const TokenPrices& prices);

// An upper estimate of the tokens of a text: bytes / 3 (English and C++ run at about 4 a token).
std::int64_t estimated_tokens(std::string_view text);

}  // namespace stratgen
