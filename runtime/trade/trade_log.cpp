#include "runtime/trade/trade_log.hpp"

#include "runtime/trade/trade_log_connection.hpp"
#include "runtime/trade/trade_log_schema.hpp"

#include <SQLiteCpp/Column.h>
#include <fmt/format.h>

#include <limits>

namespace stratgen {
namespace {

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

Result<std::vector<Intent>> TradeLog::intents_with_exits(std::string_view account) const {
  return connection_->intents("exits_open", account, std::numeric_limits<std::int64_t>::min());
}

Result<std::vector<LoggedRun>> TradeLog::runs(std::string_view account, std::int64_t since) const {
  return connection_->runs("select * from run where account = ? and started >= ? order by id",
                           std::string(account), since);
}

Result<std::vector<LoggedRun>> TradeLog::all_runs() const {
  return connection_->runs("select * from run order by id");
}

Result<std::optional<LoggedRun>> TradeLog::last_run(std::string_view account) const {
  STRATGEN_TRY(std::vector<LoggedRun> runs,
               connection_->runs("select * from run where account = ? order by id desc limit 1",
                                 std::string(account)));
  return runs.empty() ? std::optional<LoggedRun>{} : std::move(runs.front());
}

Result<std::vector<LoggedEvent>> TradeLog::events(std::int64_t run) const {
  return connection_->rows("select * from event where run = ? order by id",
                           trade_log_rows::event_of, run);
}

}  // namespace stratgen
