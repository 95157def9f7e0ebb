#include "runtime/store/result_store_rows.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace stratgen::rows {
namespace {

using Json = nlohmann::ordered_json;

constexpr TextColumn<OptimizeResult> text_columns[] = {
    {"document", &OptimizeResult::document},
    {"slug", &OptimizeResult::slug},
    {"category", &OptimizeResult::category},
    {"name", &OptimizeResult::name},
    {"symbol", &OptimizeResult::symbol},
    {"timeframe", &OptimizeResult::timeframe},
    {"train_from", &OptimizeResult::train_from},
    {"train_to", &OptimizeResult::train_to},
    {"test_from", &OptimizeResult::test_from},
    {"test_to", &OptimizeResult::test_to},
    {"fingerprint", &OptimizeResult::fingerprint},
    {"ranges_completion_hash", &OptimizeResult::ranges_completion_hash},
    {"source_hash", &OptimizeResult::source_hash},
    {"bars_hash", &OptimizeResult::bars_hash},
    {"engine_version", &OptimizeResult::engine_version},
};

struct CountColumn {
  const char* name;
  std::int64_t OptimizeResult::* member;
};
constexpr CountColumn count_columns[] = {
    {"evaluated", &OptimizeResult::evaluated},
    {"rejected", &OptimizeResult::rejected},
    {"failed", &OptimizeResult::failed},
};

// Parameters are finite, so JSON holds them to the last bit; it keeps their order.
template <class Value>
struct JsonColumn {
  const char* name;
  std::vector<std::pair<std::string, Value>> OptimizeResult::* member;
};
constexpr JsonColumn<double> number_columns[] = {
    {"v4_params", &OptimizeResult::v4_params},
    {"optimized_params", &OptimizeResult::optimized_params},
};
constexpr JsonColumn<std::vector<double>> list_columns[] = {
    {"param_ranges", &OptimizeResult::param_ranges},
};

struct StatPart {
  const char* name;
  NamedNumbers OptimizeResult::* member;
};
constexpr StatPart stat_parts[] = {
    {"train", &OptimizeResult::train_stats},
    {"test", &OptimizeResult::test_stats},
};

std::vector<std::string> column_names() {
  std::vector<std::string> names = {"v4_verdict", "v4_sharpe",   "test_verdict", "test_reasons",
                                    "error",      "adaptations", "bars",         "seconds"};
  const auto add = [&](const auto& columns) {
    for (const auto& column : columns) names.emplace_back(column.name);
  };
  add(text_columns);
  add(count_columns);
  add(number_columns);
  add(list_columns);
  return names;
}

template <class Value>
std::string json_object(const std::vector<std::pair<std::string, Value>>& members) {
  Json object = Json::object();
  for (const auto& [name, value] : members) object[name] = value;
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

template <class Value>
std::vector<std::pair<std::string, Value>> members_of(const std::string& text) {
  std::vector<std::pair<std::string, Value>> members;
  const Json object = Json::parse(text);
  for (const auto& [name, value] : object.get_ref<const Json::object_t&>())
    members.emplace_back(name, value.template get<Value>());
  return members;
}

void insert_stats(SQLite::Database& database, const OptimizeResult& result) {
  SQLite::Statement stat(database, "insert into optimize_stat values (?, ?, ?, ?, ?)");
  for (const StatPart& part : stat_parts) {
    int position = 0;
    for (const auto& [name, value] : result.*part.member) {
      stat.bind(1, result.document);
      stat.bind(2, part.name);
      stat.bind(3, position++);
      stat.bind(4, name);
      stat.bind(5, value);
      stat.exec();
      stat.reset();
    }
  }
}

NamedNumbers stats_of(SQLite::Database& database, const std::string& document, const char* part) {
  SQLite::Statement query(database,
                          "select name, value from optimize_stat where document = ? and part = ? "
                          "order by position");
  query.bind(1, document);
  query.bind(2, part);
  NamedNumbers stats;
  while (query.executeStep())
    stats.emplace_back(query.getColumn(0).getString(), number_of(query.getColumn(1)));
  return stats;
}

}  // namespace

void insert(SQLite::Database& database, const OptimizeResult& result) {
  const auto place = [](const char* name) { return fmt::format(":{}", name); };
  SQLite::Statement row(database, insert_statement("optimize", column_names()));
  for (const auto& column : text_columns) row.bind(place(column.name), result.*column.member);
  for (const auto& column : count_columns) row.bind(place(column.name), result.*column.member);
  for (const auto& column : number_columns)
    row.bind(place(column.name), json_object(result.*column.member));
  for (const auto& column : list_columns)
    row.bind(place(column.name), json_object(result.*column.member));
  row.bind(":v4_verdict", std::string(to_string(result.v4_verdict)));
  row.bind(":v4_sharpe", result.v4_sharpe);
  row.bind(":test_verdict", std::string(to_string(result.test_verdict)));
  row.bind(":test_reasons", json_list(result.test_reasons));
  bind(row, ":error", result.error);
  row.bind(":adaptations", json_list(result.adaptations));
  row.bind(":bars", json_list(result.bars));
  row.bind(":seconds", result.seconds);
  row.exec();
  insert_stats(database, result);
}

Result<OptimizeResult> optimize_result(SQLite::Database& database, SQLite::Statement& row) {
  const auto text = [&](const char* name) { return row.getColumn(name).getString(); };
  OptimizeResult result;
  for (const auto& column : text_columns) result.*column.member = text(column.name);
  for (const auto& column : count_columns)
    result.*column.member = row.getColumn(column.name).getInt64();
  for (const auto& column : number_columns)
    result.*column.member = members_of<double>(text(column.name));
  for (const auto& column : list_columns)
    result.*column.member = members_of<std::vector<double>>(text(column.name));
  STRATGEN_TRY(result.v4_verdict, parse_verdict(text("v4_verdict")));
  result.v4_sharpe = number_of(row.getColumn("v4_sharpe"));
  STRATGEN_TRY(result.test_verdict, parse_verdict(text("test_verdict")));
  result.test_reasons = texts_of(text("test_reasons"));
  result.error = optional_text(row.getColumn("error"));
  result.adaptations = texts_of(text("adaptations"));
  result.bars = bars_of(text("bars"));
  result.seconds = row.getColumn("seconds").getDouble();
  for (const StatPart& part : stat_parts)
    result.*part.member = stats_of(database, result.document, part.name);
  return result;
}

}  // namespace stratgen::rows
