#include "runtime/store/export_v5.hpp"

#include "runtime/store/stats_json.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

Json finite_or_null(double value) { return std::isfinite(value) ? Json(value) : Json(); }

// A window is 20 and not 20.0.
Json param_json(double value) {
  constexpr double exact_integers = 9007199254740992.0;  // 2^53
  if (std::trunc(value) == value && std::abs(value) < exact_integers)
    return static_cast<std::int64_t>(value);
  return value;
}

Json params_json(const NamedNumbers& params) {
  Json object = Json::object();
  for (const auto& [name, value] : params) object[name] = param_json(value);
  return object;
}

Json ranges_json(const NamedLists& ranges) {
  Json object = Json::object();
  for (const auto& [name, values] : ranges) {
    Json& list = object[name] = Json::array();
    for (const double value : values) list.push_back(param_json(value));
  }
  return object;
}

Json row_of(const OptimizeResult& result) {
  Json row = Json::object();
  row["knowledge_doc"] = result.document;
  row["name"] = result.name;
  row["v4_verdict"] = std::string(to_string(result.v4_verdict));
  row["v4_sharpe"] = finite_or_null(result.v4_sharpe);
  row["v4_params"] = params_json(result.v4_params);
  row["param_ranges"] = ranges_json(result.param_ranges);
  row["optimized_params"] = params_json(result.optimized_params);
  row["train_stats"] = stats_json(result.train_stats);
  row["test_stats"] = stats_json(result.test_stats);
  row["test_verdict"] = std::string(to_string(result.test_verdict));
  row["test_reasons"] = result.test_reasons;
  row["sharpe_improvement"] = finite_or_null(sharpe_improvement(result));
  row["error"] = result.error ? Json(*result.error) : Json();
  return row;
}

}  // namespace

std::string export_v5(std::span<const OptimizeResult> results) {
  Json list = Json::array();
  for (const OptimizeResult& result : results) list.push_back(row_of(result));
  return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace stratgen
