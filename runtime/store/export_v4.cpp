#include "runtime/store/export_v4.hpp"

#include "runtime/store/stats_json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

bool is_text(const Json& value) { return value.is_string(); }
bool is_number(const Json& value) { return value.is_number(); }
bool is_text_or_null(const Json& value) { return value.is_string() || value.is_null(); }
bool is_texts(const Json& value) {
  return value.is_array() && std::all_of(value.begin(), value.end(), is_text);
}
bool is_numbers(const Json& value) {
  return value.is_object() && std::all_of(value.begin(), value.end(), is_number);
}

struct SpecKey {
  const char* name;
  bool (*is_valid)(const Json&);
};
constexpr SpecKey spec_keys[] = {
    {"name", is_text},
    {"knowledge_ref", is_text},
    {"universe", is_texts},
    {"timeframe", is_text},
    {"entry_signal", is_text},
    {"exit_signal", is_text},
    {"stop_loss_pct", is_number},
    {"position_size_pct", is_number},
    {"params", is_numbers},
    {"adaptations", is_texts},
    {"skipped", is_text_or_null},
};

Json or_null(const std::optional<std::string>& text) { return text ? Json(*text) : Json(); }

Result<Json> spec_of(const DiscoverResult& result) {
  if (result.spec_json.empty()) return Json();
  const Json spec = Json::parse(result.spec_json, nullptr, false);
  if (!spec.is_object())
    return fail(Fault::Data,
                fmt::format("{}: the stored spec is no JSON object; run discover on it "
                            "again",
                            result.document));
  Json object = Json::object();
  for (const SpecKey& key : spec_keys) {
    const auto value = spec.find(key.name);
    if (value == spec.end() || !key.is_valid(*value)) {
      return fail(
          Fault::Data,
          fmt::format("{}: the stored spec's {} is {}; run discover on it again", result.document,
                      key.name, value == spec.end() ? "missing" : "of another type"));
    }
    object[key.name] = *value;
  }
  return object;
}

Result<Json> row_of(const DiscoverResult& result) {
  STRATGEN_TRY(Json spec, spec_of(result));
  Json row = Json::object();
  row["knowledge_doc"] = result.document;
  row["name"] = result.name;
  row["verdict"] = std::string(to_string(result.verdict));
  row["reasons"] = result.reasons;
  row["skipped"] = or_null(result.skipped);
  row["error"] = or_null(result.error);
  row["stats"] = stats_json(result.stats);
  row["spec"] = std::move(spec);
  row["adaptations"] = result.adaptations;
  return row;
}

}  // namespace

Result<std::string> export_v4(std::span<const DiscoverResult> results) {
  Json list = Json::array();
  for (const DiscoverResult& result : results) {
    STRATGEN_TRY(Json row, row_of(result));
    list.push_back(std::move(row));
  }
  return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace stratgen
