#include "compiler/spec/schema_check.hpp"

#include "compiler/knowledge/closest_name.hpp"
#include "runtime/base/text_position.hpp"

#include <fmt/format.h>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace stratgen {
namespace {

using nlohmann::json;

// A value that broke the schema, with the part of the schema that is about it.
struct Place {
  const json* value;
  const json* schema;
  std::string pointer;
};

const json* schema_below(const json& schema, const json& value, const std::string& step) {
  if (value.is_array()) return schema.contains("items") ? &schema["items"] : nullptr;
  if (schema.contains("properties") && schema["properties"].contains(step)) {
    return &schema["properties"][step];
  }
  const auto others = schema.find("additionalProperties");
  return others != schema.end() && others->is_object() ? &*others : nullptr;
}

const json* value_below(const json& value, const std::string& step) {
  if (value.is_array()) {
    const std::size_t index = std::stoul(step);  // written by the validator
    return index < value.size() ? &value[index] : nullptr;
  }
  const auto member = value.find(step);
  return member != value.end() ? &*member : nullptr;
}

// `context` is the validator's path: "<root>", "[params]", "[fast]".
Place follow(const std::vector<std::string>& context, const json& value, const json& schema) {
  Place place{&value, &schema, ""};
  for (std::size_t i = 1; i < context.size(); ++i) {
    const std::string step = context[i].substr(1, context[i].size() - 2);
    const json* next_schema = schema_below(*place.schema, *place.value, step);
    const json* next_value = value_below(*place.value, step);
    if (next_schema == nullptr || next_value == nullptr) break;
    place = {next_value, next_schema, place.pointer + pointer_step(step)};
  }
  return place;
}

std::string shown(const json& value) {
  if (value.is_object()) return fmt::format("an object of {} members", value.size());
  if (value.is_array()) return fmt::format("a list of {} elements", value.size());
  const std::string text = value.dump();
  constexpr std::size_t longest = 48;
  return text.size() <= longest ? text : excerpt_at(text, 0) + "...";
}

// Names of members that are missing or not known, which is what most wrong objects suffer from.
bool explain_members(const Place& place, SpecFailures& failures) {
  if (!place.value->is_object() || !place.schema->contains("properties")) return false;
  const json& properties = (*place.schema)["properties"];
  std::vector<std::string> known;
  for (const auto& [name, property] : properties.items()) known.push_back(name);
  bool explained = false;
  for (const auto& [name, member] : place.value->items()) {
    if (properties.contains(name)) continue;
    const std::string shown_name = excerpt_at(name, 0);
    failures.add(place.pointer + pointer_step(shown_name), "there is no such key",
                 fmt::format("remove it{}", did_you_mean(name, known)));
    explained = true;
  }
  for (const json& name : (*place.schema)["required"]) {
    const auto key = name.get<std::string>();
    if (place.value->contains(key)) continue;
    failures.add(place.pointer + pointer_step(key), "the key is missing",
                 fmt::format("give {}", properties[key].value("description", "it")));
    explained = true;
  }
  return explained;
}

void explain(const Place& place, SpecFailures& failures) {
  if (explain_members(place, failures)) return;
  failures.add(place.pointer, fmt::format("{} is not allowed", shown(*place.value)),
               fmt::format("give {}", place.schema->value("description", "another value")));
}

}  // namespace

void check_schema(const json& value, const json& schema, SpecFailures& failures) {
  valijson::ValidationResults results;
  try {
    valijson::Schema compiled;
    valijson::SchemaParser(valijson::SchemaParser::kDraft7)
        .populateSchema(valijson::adapters::NlohmannJsonAdapter(schema), compiled);
    valijson::Validator validator(valijson::Validator::kStrongTypes);
    validator.validate(compiled, valijson::adapters::NlohmannJsonAdapter(value), &results);
  } catch (const std::exception& e) {
    failures.add("", "it cannot be checked", e.what());
    return;
  }
  // The validator reports a value and then each value around it; the innermost says what is wrong.
  std::set<std::string> explained;
  for (const auto& error : results) {
    const Place place = follow(error.context, value, schema);
    const auto inner = explained.lower_bound(place.pointer);
    const bool around = inner != explained.end() && inner->starts_with(place.pointer) &&
                        error.description.starts_with("Failed to validate");
    if (around || explained.contains(place.pointer)) continue;
    explained.insert(place.pointer);
    explain(place, failures);
  }
}

}  // namespace stratgen
