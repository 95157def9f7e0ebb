#include "compiler/llm/models.hpp"

#include "compiler/spec/json_text.hpp"
#include "embedded/model_files.hpp"
#include "runtime/base/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>

namespace stratgen {
namespace {

using nlohmann::json;

// Writing a prompt to a cache for some minutes costs this share of its input price, with Anthropic
// and, since GPT-5.6, with OpenAI (both price lists, October 2026).
constexpr double cache_write_share = 1.25;

bool is_provider(std::string_view name) {
  constexpr std::array<std::string_view, 3> providers = {"openai", "anthropic", "compatible"};
  return std::find(providers.begin(), providers.end(), name) != providers.end();
}

// One entry of "models". A mistyped key would be a price that is not used, so unknown ones are
// refused.
class EntryReader {
 public:
  EntryReader(const json& entry, std::string where) : entry_(entry), where_(std::move(where)) {}

  Result<Model> read() const {
    STRATGEN_CHECK(check_keys());
    Model model;
    model.provider = text("provider");
    model.name = text("name");
    if (!is_provider(model.provider)) {
      return wrong("'provider' must be openai, anthropic or compatible");
    }
    const std::size_t star = model.name.find('*');
    if (model.name.empty() || (star != model.name.npos && star + 1 != model.name.size())) {
      return wrong("'name' must be a model's name; a star may stand at its end only");
    }
    STRATGEN_TRY(model.prices.input, price("input", std::nullopt));
    STRATGEN_TRY(model.prices.output, price("output", std::nullopt));
    STRATGEN_TRY(model.prices.cached_input, price("cached_input", model.prices.input));
    STRATGEN_TRY(model.prices.cache_write,
                 price("cache_write", cache_write_share * model.prices.input));
    STRATGEN_TRY(model.max_output, max_output(model.max_output));
    const json is_default = entry_.value("default", json(false));
    if (!is_default.is_boolean()) return wrong("'default' must be true or false");
    model.is_default = is_default.get<bool>();
    return model;
  }

 private:
  tl::unexpected<Error> wrong(std::string_view problem) const {
    return fail(Fault::Data, fmt::format("{}: {}", where_, problem));
  }

  Result<void> check_keys() const {
    constexpr std::array<std::string_view, 8> known = {"provider",     "name",        "input",
                                                       "cached_input", "cache_write", "output",
                                                       "max_output",   "default"};
    if (!entry_.is_object()) return wrong("must be an object");
    for (const auto& member : entry_.items()) {
      if (std::find(known.begin(), known.end(), member.key()) != known.end()) continue;
      return wrong(
          fmt::format("'{}' is not known; known are {}", member.key(), fmt::join(known, ", ")));
    }
    return {};
  }

  std::string text(const char* key) const {
    const json value = entry_.value(key, json());
    return value.is_string() ? value.get<std::string>() : std::string{};
  }

  Result<double> price(const char* key, std::optional<double> otherwise) const {
    const json value = entry_.value(key, json());
    if (value.is_null() && otherwise) return *otherwise;
    if (!value.is_number() || value.get<double>() < 0 || value.get<double>() > 1e6) {
      return wrong(fmt::format("'{}' must be US dollars for a million tokens, 0 or more", key));
    }
    return value.get<double>();
  }

  Result<int> max_output(int otherwise) const {
    const json value = entry_.value("max_output", json(otherwise));
    if (!value.is_number_integer() || value.get<std::int64_t>() < 16 ||
        value.get<std::int64_t>() > 1'000'000) {
      return wrong("'max_output' must be a number of tokens from 16 to 1000000");
    }
    return value.get<int>();
  }

  const json& entry_;
  std::string where_;
};

using Limits = std::map<std::string, ServiceLimits, std::less<>>;

Result<ServiceLimits> provider_limits(const json& entry, const std::string& where) {
  const auto wrong = [&](std::string_view problem) {
    return fail(Fault::Data, fmt::format("{}: {}", where, problem));
  };
  if (!entry.is_object()) return wrong("must be an object");
  ServiceLimits limits;
  for (const auto& [key, value] : entry.items()) {
    if (!value.is_number() || value < 0 || value > 1e9) {
      return wrong(fmt::format("'{}' must be a number from 0 (no limit) to 1000000000", key));
    }
    if (key == "concurrent") {
      if (!value.is_number_integer() || value < 1 || value > 256)
        return wrong("'concurrent' must be a number of calls from 1 to 256");
      limits.concurrent = value.get<int>();
    } else if (key == "requests_per_minute") {
      limits.requests_per_minute = value.get<double>();
    } else if (key == "tokens_per_minute") {
      limits.tokens_per_minute = value.get<double>();
    } else {
      return wrong(fmt::format(
          "'{}' is not known; known are concurrent, requests_per_minute, tokens_per_minute", key));
    }
  }
  return limits;
}

Result<Limits> limits_in(const json& file_content, const std::string& file) {
  Limits limits;
  const json entries = file_content.value("limits", json::object());
  if (!entries.is_object()) {
    return fail(Fault::Data, fmt::format("{}: 'limits' must be an object of providers", file));
  }
  for (const auto& [provider, entry] : entries.items()) {
    const std::string where = fmt::format("{}: '{}' of 'limits'", file, provider);
    if (!is_provider(provider)) {
      return fail(Fault::Data, where + ": must be openai, anthropic or compatible");
    }
    STRATGEN_TRY(limits[provider], provider_limits(entry, where));
  }
  return limits;
}

Result<std::vector<Model>> models_in(const json& file_content, const std::string& file) {
  const json list = file_content.value("models", json::array());
  if (!list.is_array()) {
    return fail(Fault::Data, fmt::format("{}: must be an object with a list 'models'", file));
  }
  std::vector<Model> models;
  for (const json& entry : list) {
    const std::string where = fmt::format("{}: entry {} of 'models'", file, models.size() + 1);
    STRATGEN_TRY(Model model, EntryReader(entry, where).read());
    models.push_back(std::move(model));
  }
  return models;
}

Result<json> content_of(std::string_view text, const std::string& file) {
  auto content = parse_json(text, file);
  if (!content) return fail(Fault::Data, content.error().message);
  const bool has_either =
      content->is_object() && (content->contains("models") || content->contains("limits"));
  if (!has_either) {
    return fail(Fault::Data, fmt::format("{}: must be an object with a list 'models'", file));
  }
  return *std::move(content);
}

// "gpt-4o-2024-08-06", "claude-haiku-4-5-20251001", "claude-3-5-haiku-latest": a model as of a day.
std::string_view without_date(std::string_view name) {
  constexpr std::array<std::string_view, 3> endings = {"-dddd-dd-dd", "-dddddddd", "-latest"};
  const auto matches = [](char pattern, char c) {
    return pattern == 'd' ? c >= '0' && c <= '9' : pattern == c;
  };
  for (const std::string_view ending : endings) {
    if (name.size() <= ending.size()) continue;
    const std::string_view tail = name.substr(name.size() - ending.size());
    if (std::equal(ending.begin(), ending.end(), tail.begin(), matches)) {
      return name.substr(0, name.size() - ending.size());
    }
  }
  return name;
}

}  // namespace

Result<Models> Models::load(const std::filesystem::path& added) {
  Models models;
  std::error_code ec;
  if (!added.empty() && std::filesystem::exists(added, ec)) {
    STRATGEN_TRY(const std::string text, read_file(added));
    STRATGEN_TRY(const json content, content_of(text, added.string()));
    STRATGEN_TRY(models.models_, models_in(content, added.string()));
    STRATGEN_TRY(models.limits_, limits_in(content, added.string()));
  }
  STRATGEN_TRY(const json brought, content_of(model_files().front().text, "models.json"));
  STRATGEN_TRY(const std::vector<Model> ours, models_in(brought, "models.json"));
  models.models_.insert(models.models_.end(), ours.begin(), ours.end());
  return models;
}

const Model& Models::find(std::string_view provider, std::string_view name) const {
  for (const std::string_view wanted : {name, without_date(name)}) {
    const auto found = std::find_if(models_.begin(), models_.end(), [&](const Model& model) {
      return model.provider == provider && model.name == wanted;
    });
    if (found != models_.end()) return *found;
  }
  const Model* longest = nullptr;
  for (const Model& model : models_) {
    if (model.provider != provider || !model.name.ends_with('*')) continue;
    const std::string_view start(model.name.data(), model.name.size() - 1);
    if (!name.starts_with(start)) continue;
    if (longest == nullptr || model.name.size() > longest->name.size()) longest = &model;
  }
  if (longest == nullptr) std::abort();  // a provider without a family "*" is none of ours
  return *longest;
}

const Model& Models::default_of(std::string_view provider) const {
  const auto found = std::find_if(models_.begin(), models_.end(), [&](const Model& model) {
    return model.provider == provider && model.is_default;
  });
  return found != models_.end() ? *found : find(provider, "*");
}

ServiceLimits Models::limits_of(std::string_view provider) const {
  const auto found = limits_.find(provider);
  return found == limits_.end() ? ServiceLimits{} : found->second;
}

double cost(const Usage& usage, const TokenPrices& prices) {
  const auto dollars = [](std::int64_t tokens, double price) {
    return static_cast<double>(tokens) * price / 1e6;
  };
  const std::int64_t fresh = usage.input - usage.cached - usage.cache_write;
  return dollars(fresh, prices.input) + dollars(usage.cached, prices.cached_input) +
         dollars(usage.cache_write, prices.cache_write) + dollars(usage.output, prices.output);
}

std::int64_t estimated_tokens(std::string_view text) {
  return static_cast<std::int64_t>((text.size() + 2) / 3);
}

}  // namespace stratgen
