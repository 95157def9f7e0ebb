#include "runtime/store/result_store_rows.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

namespace stratgen::rows {
namespace {

constexpr TextColumn<DiscoverResult> text_columns[] = {
    {"document", &DiscoverResult::document},
    {"slug", &DiscoverResult::slug},
    {"category", &DiscoverResult::category},
    {"name", &DiscoverResult::name},
    {"spec", &DiscoverResult::spec_json},
    {"symbol", &DiscoverResult::symbol},
    {"timeframe", &DiscoverResult::timeframe},
    {"fingerprint", &DiscoverResult::fingerprint},
    {"document_hash", &DiscoverResult::document_hash},
    {"spec_completion_hash", &DiscoverResult::spec_completion_hash},
    {"source_completion_hash", &DiscoverResult::source_completion_hash},
    {"source_hash", &DiscoverResult::source_hash},
    {"bars_hash", &DiscoverResult::bars_hash},
    {"engine_version", &DiscoverResult::engine_version},
    {"provider", &DiscoverResult::provider},
    {"model", &DiscoverResult::model},
};

std::vector<std::string> column_names() {
  std::vector<std::string> names = {"verdict", "reasons", "skipped", "error",  "adaptations",
                                    "repairs", "cost",    "bars",    "seconds"};
  for (const auto& column : text_columns) names.emplace_back(column.name);
  return names;
}

void insert_stats(SQLite::Database& database, const DiscoverResult& result) {
  SQLite::Statement stat(database, "insert into discover_stat values (?, ?, ?, ?)");
  int position = 0;
  for (const auto& [name, value] : result.stats) {
    stat.bind(1, result.document);
    stat.bind(2, position++);
    stat.bind(3, name);
    stat.bind(4, value);
    stat.exec();
    stat.reset();
  }
}

std::vector<std::pair<std::string, double>> stats_of(SQLite::Database& database,
                                                     const std::string& document) {
  SQLite::Statement query(
      database, "select name, value from discover_stat where document = ? order by position");
  query.bind(1, document);
  std::vector<std::pair<std::string, double>> stats;
  while (query.executeStep())
    stats.emplace_back(query.getColumn(0).getString(), number_of(query.getColumn(1)));
  return stats;
}

}  // namespace

void insert(SQLite::Database& database, const DiscoverResult& result) {
  SQLite::Statement row(database, insert_statement("discover", column_names()));
  for (const auto& column : text_columns)
    row.bind(fmt::format(":{}", column.name), result.*column.member);
  row.bind(":verdict", std::string(to_string(result.verdict)));
  row.bind(":reasons", json_list(result.reasons));
  bind(row, ":skipped", result.skipped);
  bind(row, ":error", result.error);
  row.bind(":adaptations", json_list(result.adaptations));
  row.bind(":bars", json_list(result.bars));
  row.bind(":repairs", result.repairs);
  row.bind(":cost", result.cost);
  row.bind(":seconds", result.seconds);
  row.exec();
  insert_stats(database, result);
}

Result<DiscoverResult> discover_result(SQLite::Database& database, SQLite::Statement& row) {
  DiscoverResult result;
  for (const auto& column : text_columns)
    result.*column.member = row.getColumn(column.name).getString();
  STRATGEN_TRY(result.verdict, parse_verdict(row.getColumn("verdict").getString()));
  result.reasons = texts_of(row.getColumn("reasons").getString());
  result.skipped = optional_text(row.getColumn("skipped"));
  result.error = optional_text(row.getColumn("error"));
  result.adaptations = texts_of(row.getColumn("adaptations").getString());
  result.bars = bars_of(row.getColumn("bars").getString());
  result.repairs = row.getColumn("repairs").getInt();
  result.cost = row.getColumn("cost").getDouble();
  result.seconds = row.getColumn("seconds").getDouble();
  result.stats = stats_of(database, result.document);
  return result;
}

}  // namespace stratgen::rows
