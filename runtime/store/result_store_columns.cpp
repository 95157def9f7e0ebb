#include "runtime/store/result_store_rows.hpp"
#include "runtime/store/used_bars_json.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <limits>

namespace stratgen::rows {

std::string insert_statement(const char* table, std::span<const std::string> columns) {
  return fmt::format("insert into {} ({}) values (:{})", table, fmt::join(columns, ", "),
                     fmt::join(columns, ", :"));
}

std::string json_list(const std::vector<std::string>& texts) {
  return nlohmann::json(texts).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::vector<std::string> texts_of(const std::string& json_list) {
  return nlohmann::json::parse(json_list).get<std::vector<std::string>>();
}

std::string json_list(const std::vector<UsedBars>& bars) {
  return bars_json(bars).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::vector<UsedBars> bars_of(const std::string& json_list) {
  return bars_from(nlohmann::ordered_json::parse(json_list));
}

void bind(SQLite::Statement& statement, const char* name, const std::optional<std::string>& text) {
  if (text) statement.bind(name, *text);  // else it is null
}

std::optional<std::string> optional_text(const SQLite::Column& column) {
  if (column.isNull()) return std::nullopt;
  return column.getString();
}

double number_of(const SQLite::Column& column) {
  return column.isNull() ? std::numeric_limits<double>::quiet_NaN() : column.getDouble();
}

}  // namespace stratgen::rows
