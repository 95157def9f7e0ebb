// The part of the trade log that the broker tells: exits, fills, money, equities.
#include "runtime/trade/trade_log_connection.hpp"

#include <SQLiteCpp/Column.h>

namespace stratgen {

Result<void> TradeLog::note(const LoggedExit& exit) {
  return connection_->write([&](SQLite::Database& db) -> Result<void> {
    trade_log_rows::replace(db, exit);
    return {};
  });
}

Result<std::vector<LoggedExit>> TradeLog::exits(std::string_view account) const {
  return connection_->rows(
      "select exit.* from exit join intent on intent.client_order_id = exit.entry join run on "
      "run.id = intent.run where account = ? order by exit.rowid",
      trade_log_rows::exit_of, std::string(account));
}

Result<std::map<std::string, Quantity>> TradeLog::net_filled(std::string_view account) const {
  const auto net_of = [](SQLite::Statement& row) {
    return std::pair(row.getColumn(0).getString(), Quantity{row.getColumn(1).getInt64()});
  };
  STRATGEN_TRY(const auto net,
               connection_->rows(
                   "with ours as (select intent.* from intent join run on run.id = intent.run "
                   "where account = ?) select symbol, sum(iif(side = 'buy', filled, -filled)) as "
                   "net from (select symbol, side, filled from ours union all select exit.symbol, "
                   "exit.side, exit.filled from exit join ours on ours.client_order_id = "
                   "exit.entry) group by symbol having net <> 0",
                   net_of, std::string(account)));
  return std::map<std::string, Quantity>(net.begin(), net.end());
}

Result<void> TradeLog::note(std::string_view account, const std::vector<Fill>& fills) {
  return connection_->write([&](SQLite::Database& db) -> Result<void> {
    for (const Fill& fill : fills) trade_log_rows::insert_new(db, account, fill);
    return {};
  });
}

Result<std::vector<Fill>> TradeLog::fills(std::string_view account) const {
  return connection_->rows("select * from fill where account = ? order by time, rowid",
                           trade_log_rows::fill_of, std::string(account));
}

Result<void> TradeLog::note(std::string_view account, const std::vector<CashFlow>& flows,
                            std::int64_t now) {
  STRATGEN_TRY(const std::int64_t read, cash_flows_read(account));
  return connection_->write([&](SQLite::Database& db) -> Result<void> {
    for (const CashFlow& flow : flows)
      trade_log_rows::insert_new(db, account, seen_now(flow, read, now));
    SQLite::Statement row(db, "insert or replace into cash_flows_read values (?, ?)");
    row.bind(1, std::string(account));
    row.bind(2, now);
    row.exec();
    return {};
  });
}

Result<std::vector<LoggedCashFlow>> TradeLog::cash_flows(std::string_view account) const {
  return connection_->rows("select * from cash_flow where account = ? order by seen, rowid",
                           trade_log_rows::cash_flow_of, std::string(account));
}

Result<std::int64_t> TradeLog::cash_flows_read(std::string_view account) const {
  return connection_->read([&](SQLite::Database& db) -> Result<std::int64_t> {
    SQLite::Statement row(db, "select time from cash_flows_read where account = ?");
    row.bind(1, std::string(account));
    return row.executeStep() ? row.getColumn(0).getInt64() : 0;
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

Result<std::vector<std::pair<std::int64_t, double>>> TradeLog::equities(std::string_view account,
                                                                        std::int64_t since) const {
  const auto reading_of = [](SQLite::Statement& row) {
    return std::pair<std::int64_t, double>(row.getColumn(0).getInt64(),
                                           row.getColumn(1).getDouble());
  };
  return connection_->rows(
      "select time, equity from equity where account = ? and time >= ? order by time", reading_of,
      std::string(account), since);
}

}  // namespace stratgen
