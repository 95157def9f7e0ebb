// The file of a TradeLog, and how it is read and written. Inside of TradeLog.
#pragma once

#include "runtime/database/database_file.hpp"
#include "runtime/trade/trade_log.hpp"
#include "runtime/trade/trade_log_rows.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

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

  Result<std::vector<LoggedRun>> runs(const char* sql, std::string_view account,
                                      std::int64_t since) {
    return read([&](SQLite::Database& db) -> Result<std::vector<LoggedRun>> {
      SQLite::Statement row(db, sql);
      if (row.getBindParameterCount() > 0) row.bind(1, std::string(account));
      if (row.getBindParameterCount() > 1) row.bind(2, since);
      std::vector<LoggedRun> runs;
      while (row.executeStep()) runs.push_back(trade_log_rows::run_of(db, row));
      return runs;
    });
  }

  Result<std::vector<Intent>> intents(const char* condition, std::string_view account,
                                      std::int64_t since) {
    return read([&](SQLite::Database& db) -> Result<std::vector<Intent>> {
      SQLite::Statement row(
          db, fmt::format("select intent.* from intent join run on run.id = intent.run where "
                          "account = ?1 and decided >= ?2 and {} order by intent.rowid",
                          condition));
      row.bind(1, std::string(account));
      row.bind(2, since);
      std::vector<Intent> intents;
      while (row.executeStep()) intents.push_back(trade_log_rows::intent_of(row));
      return intents;
    });
  }
};

}  // namespace stratgen
