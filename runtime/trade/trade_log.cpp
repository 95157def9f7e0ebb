#include "runtime/trade/trade_log.hpp"

#include "runtime/database/database_file.hpp"
#include "runtime/trade/trade_log_rows.hpp"
#include "runtime/trade/trade_log_schema.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <limits>

namespace stratgen {
namespace {

using SQLite::TransactionBehavior;

constexpr const char* file_name = "trading.sqlite";
constexpr DatabaseFormat format = {.application_id = trade_log_schema::application_id,
                                   .migrations = trade_log_schema::migrations};

// Whether a run under a newer lease has begun to trade the account since `run` did. The lease says
// so as well, but a process may have been stopped since it asked.
bool is_taken_over(SQLite::Database& database, std::int64_t run) {
  SQLite::Statement query(
      database,
      "select 1 from run as own join run as later using (account) where own.id "
      "= ? and own.lease > 0 and later.id > own.id and later.lease > own.lease");
  query.bind(1, run);
  return query.executeStep();
}

}  // namespace

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
      SQLite::Transaction transaction(db, TransactionBehavior::IMMEDIATE);
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

Result<TradeLog> TradeLog::open(const std::filesystem::path& workspace) {
  STRATGEN_TRY(std::unique_ptr<DatabaseFile> database,
               DatabaseFile::open(workspace / file_name, format));
  return TradeLog(std::make_unique<Connection>(std::move(database)));
}

TradeLog::TradeLog(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
TradeLog::TradeLog(TradeLog&&) noexcept = default;
TradeLog& TradeLog::operator=(TradeLog&&) noexcept = default;
TradeLog::~TradeLog() = default;

Result<std::int64_t> TradeLog::begin_run(const LoggedRun& run) {
  std::int64_t id = 0;
  STRATGEN_CHECK(connection_->write([&](SQLite::Database& db) -> Result<void> {
    id = trade_log_rows::insert(db, run);
    return {};
  }));
  return id;
}

Result<void> TradeLog::update_run(const LoggedRun& run) {
  return connection_->write([&](SQLite::Database& db) -> Result<void> {
    if (!trade_log_rows::replace(db, run))
      return connection_->missing(fmt::format("run {}", run.id));
    return {};
  });
}

Result<void> TradeLog::add(const LoggedEvent& event) {
  return connection_->write([&](SQLite::Database& db) -> Result<void> {
    trade_log_rows::insert(db, event);
    return {};
  });
}

Result<void> TradeLog::intend(const Intent& intent) {
  return connection_->write([&](SQLite::Database& db) -> Result<void> {
    if (is_taken_over(db, intent.run)) {
      return fail(
          Fault::Safety,
          fmt::format("{}: another process trades the account since; order {} is not sent",
                      connection_->database->file().string(), intent.order.client_order_id));
    }
    trade_log_rows::insert(db, intent);
    return {};
  });
}

Result<void> TradeLog::update(const Intent& intent) {
  return connection_->write([&](SQLite::Database& db) -> Result<void> {
    if (!trade_log_rows::replace_outcome(db, intent))
      return connection_->missing("order " + intent.order.client_order_id);
    return {};
  });
}

Result<std::optional<Intent>> TradeLog::find(std::string_view client_order_id) const {
  return connection_->read([&](SQLite::Database& db) -> Result<std::optional<Intent>> {
    SQLite::Statement row(db, "select * from intent where client_order_id = ?");
    row.bind(1, std::string(client_order_id));
    if (!row.executeStep()) return std::optional<Intent>{};
    return std::optional<Intent>{trade_log_rows::intent_of(row)};
  });
}

Result<std::vector<Intent>> TradeLog::open_intents(std::string_view account) const {
  return connection_->intents("open", account, std::numeric_limits<std::int64_t>::min());
}

Result<std::vector<Intent>> TradeLog::intents(std::string_view account, std::int64_t since) const {
  return connection_->intents("true", account, since);
}

Result<int> TradeLog::count_of_stem(std::string_view stem) const {
  return connection_->read([&](SQLite::Database& db) -> Result<int> {
    // As a range, which the index serves; no text that begins with the stem is beyond its end.
    SQLite::Statement query(db,
                            "select count(*) from intent where client_order_id between ?1 and ?1 "
                            "|| char(1114111)");
    query.bind(1, std::string(stem));
    query.executeStep();
    return query.getColumn(0).getInt();
  });
}

Result<std::map<std::string, Quantity>> TradeLog::net_filled(std::string_view account) const {
  return connection_->read([&](SQLite::Database& db) -> Result<std::map<std::string, Quantity>> {
    SQLite::Statement row(db,
                          "select symbol, sum(iif(side = 'buy', filled, -filled)) as net from "
                          "intent join run on run.id = intent.run where account = ? group by "
                          "symbol having net <> 0");
    row.bind(1, std::string(account));
    std::map<std::string, Quantity> net;
    while (row.executeStep()) net[row.getColumn(0).getString()] = {row.getColumn(1).getInt64()};
    return net;
  });
}

Result<std::vector<LoggedRun>> TradeLog::runs(std::string_view account, std::int64_t since) const {
  return connection_->runs("select * from run where account = ?1 and started >= ?2 order by id",
                           account, since);
}

Result<std::vector<LoggedRun>> TradeLog::all_runs() const {
  return connection_->runs("select * from run order by id", {}, 0);
}

Result<std::optional<LoggedRun>> TradeLog::last_run(std::string_view account) const {
  STRATGEN_TRY(std::vector<LoggedRun> runs,
               connection_->runs("select * from run where account = ?1 order by id desc limit 1",
                                 account, 0));
  return runs.empty() ? std::optional<LoggedRun>{} : std::move(runs.front());
}

Result<std::vector<LoggedEvent>> TradeLog::events(std::int64_t run) const {
  return connection_->read([&](SQLite::Database& db) -> Result<std::vector<LoggedEvent>> {
    SQLite::Statement row(db, "select * from event where run = ? order by id");
    row.bind(1, run);
    std::vector<LoggedEvent> events;
    while (row.executeStep()) events.push_back(trade_log_rows::event_of(row));
    return events;
  });
}

Result<void> TradeLog::note_equity(std::string_view account, std::int64_t time, double equity) {
  return connection_->write([&](SQLite::Database& db) -> Result<void> {
    SQLite::Statement row(db, "insert or replace into equity values (?, ?, ?)");
    row.bind(1, std::string(account));
    row.bind(2, time);
    row.bind(3, equity);
    row.exec();
    return {};
  });
}

Result<double> TradeLog::peak_equity(std::string_view account) const {
  return connection_->read([&](SQLite::Database& db) -> Result<double> {
    SQLite::Statement query(db, "select max(equity) from equity where account = ?");
    query.bind(1, std::string(account));
    query.executeStep();
    return query.getColumn(0).getDouble();  // 0 of null
  });
}

Result<std::vector<std::pair<std::int64_t, double>>> TradeLog::equities(std::string_view account,
                                                                        std::int64_t since) const {
  using Equities = std::vector<std::pair<std::int64_t, double>>;
  return connection_->read([&](SQLite::Database& db) -> Result<Equities> {
    SQLite::Statement row(
        db, "select time, equity from equity where account = ? and time >= ? order by time");
    row.bind(1, std::string(account));
    row.bind(2, since);
    Equities equities;
    while (row.executeStep())
      equities.emplace_back(row.getColumn(0).getInt64(), row.getColumn(1).getDouble());
    return equities;
  });
}

}  // namespace stratgen
