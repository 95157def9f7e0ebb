// The rows that a result of each stage is in the store. Inside of ResultStore, which turns what
// SQLite and the JSON library throw here into Errors.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/store/discover_result.hpp"
#include "runtime/store/optimize_result.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace SQLite {
class Column;
class Database;
class Statement;
}  // namespace SQLite

namespace stratgen::rows {

void insert(SQLite::Database& database, const DiscoverResult& result);
void insert(SQLite::Database& database, const OptimizeResult& result);

// From a row of `select * from discover` or `optimize`. An Error says what is wrong with the row.
Result<DiscoverResult> discover_result(SQLite::Database& database, SQLite::Statement& row);
Result<OptimizeResult> optimize_result(SQLite::Database& database, SQLite::Statement& row);

// A column that holds a text member as it is.
template <class R>
struct TextColumn {
  const char* name;
  std::string R::* member;
};

// "insert into t (a, b) values (:a, :b)".
std::string insert_statement(const char* table, std::span<const std::string> columns);

// Lists of texts are JSON arrays.
std::string json_list(const std::vector<std::string>& texts);
std::vector<std::string> texts_of(const std::string& json_list);

// So are bars, see used_bars_json.hpp.
std::string json_list(const std::vector<UsedBars>& bars);
std::vector<UsedBars> bars_of(const std::string& json_list);

void bind(SQLite::Statement& statement, const char* name, const std::optional<std::string>& text);
std::optional<std::string> optional_text(const SQLite::Column& column);
double number_of(const SQLite::Column& column);  // SQLite makes null of NaN

}  // namespace stratgen::rows
