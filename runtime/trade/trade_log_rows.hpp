// The rows of the trade log. Inside of TradeLog, which turns what SQLite throws here into Errors.
#pragma once

#include "runtime/trade/trade_log.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/VariadicBind.h>

#include <string>
#include <type_traits>
#include <vector>

namespace stratgen::trade_log_rows {

// What `row_of` makes of each row that a query with these parameters finds.
template <class RowOf, class... Values>
auto rows(SQLite::Database& database, const std::string& sql, RowOf row_of,
          const Values&... values) {
  SQLite::Statement row(database, sql);
  SQLite::bind(row, values...);
  std::vector<std::invoke_result_t<RowOf, SQLite::Statement&>> rows;
  while (row.executeStep()) rows.push_back(row_of(row));
  return rows;
}

std::int64_t insert(SQLite::Database& database, const LoggedRun& run);  // its id
bool replace(SQLite::Database& database, const LoggedRun& run);         // whether it is there
// From a row of `select * from run`, with its signals.
LoggedRun run_of(SQLite::Database& database, SQLite::Statement& row);

void insert(SQLite::Database& database, const Intent& intent);
bool replace_outcome(SQLite::Database& database, const Intent& intent);  // whether it is there
Intent intent_of(SQLite::Statement& row);                                // of `select intent.*`

void replace(SQLite::Database& database, const LoggedExit& exit);
LoggedExit exit_of(SQLite::Statement& row);  // of `select exit.*`

// Nothing happens where it is there.
void insert_new(SQLite::Database& database, std::string_view account, const Fill& fill);
void insert_new(SQLite::Database& database, std::string_view account, const LoggedCashFlow& flow);
Fill fill_of(SQLite::Statement& row);                 // of `select * from fill`
LoggedCashFlow cash_flow_of(SQLite::Statement& row);  // of `select * from cash_flow`

void insert(SQLite::Database& database, const LoggedEvent& event);
LoggedEvent event_of(SQLite::Statement& row);  // of `select * from event`

}  // namespace stratgen::trade_log_rows
