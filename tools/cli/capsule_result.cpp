#include "tools/cli/capsule_result.hpp"

#include "runtime/store/used_bars_json.hpp"
#include "tools/cli/json_output.hpp"

#include <cmath>
#include <limits>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

struct TextMember {
  const char* name;
  std::string DiscoverResult::* member;
};

constexpr TextMember text_members[] = {
    {"document", &DiscoverResult::document},
    {"category", &DiscoverResult::category},
    {"slug", &DiscoverResult::slug},
    {"name", &DiscoverResult::name},
    {"symbol", &DiscoverResult::symbol},
    {"timeframe", &DiscoverResult::timeframe},
    {"provider", &DiscoverResult::provider},
    {"model", &DiscoverResult::model},
    {"engine_version", &DiscoverResult::engine_version},
    {"fingerprint", &DiscoverResult::fingerprint},
    {"document_hash", &DiscoverResult::document_hash},
    {"spec_completion_hash", &DiscoverResult::spec_completion_hash},
    {"source_completion_hash", &DiscoverResult::source_completion_hash},
    {"source_hash", &DiscoverResult::source_hash},
    {"bars_hash", &DiscoverResult::bars_hash},
    {"spec", &DiscoverResult::spec_json},
};

Json text_or_null(const std::optional<std::string>& text) { return text ? Json(*text) : Json(); }

std::optional<std::string> text_from(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return json.get<std::string>();
}

// What json_number() made.
double number_from(const Json& json) {
  if (json.is_null()) return std::numeric_limits<double>::quiet_NaN();
  if (json == "inf") return std::numeric_limits<double>::infinity();
  if (json == "-inf") return -std::numeric_limits<double>::infinity();
  return json.get<double>();
}

Json numbers_json(const NamedNumbers& numbers) {
  Json object = Json::object();
  for (const auto& [name, value] : numbers) object[name] = json_number(value);
  return object;
}

DiscoverResult read(const Json& json) {
  DiscoverResult result;
  for (const auto& [name, member] : text_members) json.at(name).get_to(result.*member);
  json.at("reasons").get_to(result.reasons);
  result.skipped = text_from(json.at("skipped"));
  result.error = text_from(json.at("error"));
  json.at("adaptations").get_to(result.adaptations);
  for (const auto& [name, value] : json.at("stats").items()) {
    result.stats.emplace_back(name, number_from(value));
  }
  json.at("repairs").get_to(result.repairs);
  json.at("cost").get_to(result.cost);
  json.at("seconds").get_to(result.seconds);
  return result;
}

}  // namespace

Json result_json(const DiscoverResult& result) {
  Json json = {{"verdict", to_string(result.verdict)},
               {"reasons", result.reasons},
               {"skipped", text_or_null(result.skipped)},
               {"error", text_or_null(result.error)},
               {"stats", numbers_json(result.stats)},
               {"adaptations", result.adaptations},
               {"repairs", result.repairs},
               {"cost", result.cost},
               {"seconds", result.seconds}};
  for (const auto& [name, member] : text_members) json[name] = result.*member;
  return json;
}

Result<DiscoverResult> result_from(const Json& json) {
  try {
    DiscoverResult result = read(json);
    STRATGEN_TRY(result.verdict, parse_verdict(json.at("verdict").get<std::string>()));
    return result;
  } catch (const Json::exception&) {
    return fail(Fault::Data, "the result is not whole");
  }
}

Json result_json(const OptimizeResult& result) {
  Json ranges = Json::object();
  for (const auto& [name, values] : result.param_ranges) ranges[name] = values;
  return {{"v4_verdict", to_string(result.v4_verdict)},
          {"v4_sharpe", json_number(result.v4_sharpe)},
          {"v4_params", numbers_json(result.v4_params)},
          {"param_ranges", ranges},
          {"optimized_params", numbers_json(result.optimized_params)},
          {"train", {{"from", result.train_from}, {"to", result.train_to}}},
          {"train_stats", numbers_json(result.train_stats)},
          {"test", {{"from", result.test_from}, {"to", result.test_to}}},
          {"test_stats", numbers_json(result.test_stats)},
          {"test_verdict", to_string(result.test_verdict)},
          {"test_reasons", result.test_reasons},
          {"error", text_or_null(result.error)},
          {"evaluated", result.evaluated},
          {"rejected", result.rejected},
          {"failed", result.failed},
          {"fingerprint", result.fingerprint},
          {"ranges_completion_hash", result.ranges_completion_hash},
          {"source_hash", result.source_hash},
          {"bars_hash", result.bars_hash},
          {"bars", bars_json(result.bars)},
          {"engine_version", result.engine_version}};
}

}  // namespace stratgen
