// The file of a TradeLog, and how it is read and written. Inside of TradeLog.
#pragma once

#include "runtime/database/database_file.hpp"
#include "runtime/trade/trade_log.hpp"
#include "runtime/trade/trade_log_rows.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <type_traits>

namespace stratgen {

struct TradeLog::Connection {
  std::unique_ptr<DatabaseFile> database;

  template <class Body>
  auto read(Body body) {
    return database->run([&](SQLite::Database& db) {
      const SQLite::Transaction snapshot(db);
      return body(db);
    });
  }

  template <class Body>
  Result<void> write(Body body) {
    return database->run([&](SQLite::Database& db) -> Result<void> {
      SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
      STRATGEN_CHECK(body(db));
      transaction.commit();
      return {};
    });
  }

  tl::unexpected<Error> missing(std::string_view what) const {
    return fail(Fault::Data, fmt::format("{}: it knows no {}", database->file().string(), what));
  }

  template <class RowOf, class... Values>
  auto rows(const std::string& sql, RowOf row_of, const Values&... values) {
    using Rows = std::vector<std::invoke_result_t<RowOf, SQLite::Statement&>>;
    return read([&](SQLite::Database& db) -> Result<Rows> {
      return trade_log_rows::rows(db, sql, row_of, values...);
    });
  }

  // With their signals.
  template <class... Values>
  Result<std::vector<LoggedRun>> runs(const std::string& sql, const Values&... values) {
    return read([&](SQLite::Database& db) -> Result<std::vector<LoggedRun>> {
      const auto run_of = [&](SQLite::Statement& row) { return trade_log_rows::run_of(db, row); };
      return trade_log_rows::rows(db, sql, run_of, values...);
    });
  }

  Result<std::vector<Intent>> intents(std::string_view condition, std::string_view account,
                                      std::int64_t since) {
    return rows(fmt::format("select intent.* from intent join run on run.id = intent.run where "
                            "account = ? and decided >= ? and {} order by intent.rowid",
                            condition),
                trade_log_rows::intent_of, std::string(account), since);
  }
};

}  // namespace stratgen
