#include "runtime/trade/trade_log_rows.hpp"

#include <SQLiteCpp/Column.h>

#include <limits>

namespace stratgen::trade_log_rows {
namespace {

const char* text_of(OrderSide side) { return side == OrderSide::Buy ? "buy" : "sell"; }
const char* text_of(OrderKind kind) { return kind == OrderKind::Market ? "market" : "limit"; }
const char* text_of(TimeInForce in_force) { return in_force == TimeInForce::Day ? "day" : "gtc"; }

std::string text(SQLite::Statement& row, const char* name) {
  return row.getColumn(name).getString();
}

std::int64_t integer(SQLite::Statement& row, const char* name) {
  return row.getColumn(name).getInt64();
}

OrderSide side_in(SQLite::Statement& row) {
  return text(row, "side") == "buy" ? OrderSide::Buy : OrderSide::Sell;
}

// SQLite makes null of NaN.
double number(SQLite::Statement& row, const char* name) {
  const SQLite::Column column = row.getColumn(name);
  return column.isNull() ? std::numeric_limits<double>::quiet_NaN() : column.getDouble();
}

void insert_signals(SQLite::Database& database, std::int64_t run,
                    const std::vector<LoggedSignal>& signals) {
  SQLite::Statement row(database, "insert into signal values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  int position = 0;
  for (const LoggedSignal& signal : signals) {
    row.bind(1, run);
    row.bind(2, position++);
    row.bind(3, signal.strategy);
    row.bind(4, signal.symbol);
    row.bind(5, signal.signal);
    row.bind(6, signal.weight);
    row.bind(7, signal.share);
    row.bind(8, signal.price);
    row.bind(9, signal.bar);
    row.bind(10, signal.target.nano);
    row.bind(11, signal.error);
    row.exec();
    row.reset();
  }
}

LoggedSignal signal_of(SQLite::Statement& row) {
  return {.strategy = text(row, "strategy"),
          .symbol = text(row, "symbol"),
          .signal = text(row, "signal"),
          .weight = number(row, "weight"),
          .share = number(row, "share"),
          .price = number(row, "price"),
          .bar = integer(row, "bar"),
          .target = {integer(row, "target")},
          .error = text(row, "error")};
}

// What a new row and a replaced one have in common.
void bind(SQLite::Statement& row, const LoggedRun& run) {
  row.bind(":account", run.account);
  row.bind(":started", run.started);
  row.bind(":finished", run.finished);
  row.bind(":live", static_cast<int>(run.live));
  row.bind(":lease", run.lease);
  row.bind(":equity", run.equity);
  row.bind(":last_equity", run.last_equity);
  row.bind(":outcome", run.outcome);
  row.bind(":exit_code", run.exit_code);
}

void bind_outcome(SQLite::Statement& row, const Intent& intent) {
  row.bind(":client_order_id", intent.order.client_order_id);
  row.bind(":status", intent.status);
  row.bind(":broker_id", intent.broker_id);
  row.bind(":filled", intent.filled.nano);
  row.bind(":filled_price", intent.filled_price);
  row.bind(":why", intent.why);
  row.bind(":open", static_cast<int>(intent.open));
  row.bind(":exits_open", static_cast<int>(intent.exits_open));
}

}  // namespace

std::int64_t insert(SQLite::Database& database, const LoggedRun& run) {
  SQLite::Statement row(database,
                        "insert into run values (null, :account, :started, :finished, :live, "
                        ":lease, :equity, :last_equity, :outcome, :exit_code)");
  bind(row, run);
  row.exec();
  const std::int64_t id = database.getLastInsertRowid();
  insert_signals(database, id, run.signals);
  return id;
}

bool replace(SQLite::Database& database, const LoggedRun& run) {
  SQLite::Statement row(
      database,
      "update run set account = :account, started = :started, finished = "
      ":finished, live = :live, lease = :lease, equity = :equity, "
      "last_equity = :last_equity, outcome = :outcome, exit_code = :exit_code where id = :id");
  row.bind(":id", run.id);
  bind(row, run);
  if (row.exec() == 0) return false;
  SQLite::Statement remove(database, "delete from signal where run = ?");
  remove.bind(1, run.id);
  remove.exec();
  insert_signals(database, run.id, run.signals);
  return true;
}

LoggedRun run_of(SQLite::Database& database, SQLite::Statement& row) {
  LoggedRun run{.id = integer(row, "id"),
                .account = text(row, "account"),
                .started = integer(row, "started"),
                .finished = integer(row, "finished"),
                .live = integer(row, "live") != 0,
                .lease = integer(row, "lease"),
                .equity = number(row, "equity"),
                .last_equity = number(row, "last_equity"),
                .outcome = text(row, "outcome"),
                .exit_code = static_cast<int>(integer(row, "exit_code")),
                .signals = {}};
  run.signals =
      rows(database, "select * from signal where run = ? order by position", signal_of, run.id);
  return run;
}

void insert(SQLite::Database& database, const Intent& intent) {
  SQLite::Statement again(database,
                          "delete from intent where client_order_id = ? and status in "
                          "('intended', 'refused', 'never sent')");
  again.bind(1, intent.order.client_order_id);
  again.exec();
  SQLite::Statement row(
      database,
      "insert into intent values (:client_order_id, :run, :symbol, :side, :quantity, :kind, "
      ":in_force, :limit_price, :stop_loss, :take_profit, :bar, :decision_price, :decided, "
      ":status, :broker_id, :filled, :filled_price, :why, :open, :exits_open)");
  const OrderRequest& order = intent.order;
  row.bind(":run", intent.run);
  row.bind(":symbol", order.symbol);
  row.bind(":side", text_of(order.side));
  row.bind(":quantity", order.quantity.nano);
  row.bind(":kind", text_of(order.kind));
  row.bind(":in_force", text_of(order.in_force));
  row.bind(":limit_price", order.limit_price);
  row.bind(":stop_loss", order.stop_loss);
  row.bind(":take_profit", order.take_profit);
  row.bind(":bar", intent.bar);
  row.bind(":decision_price", intent.decision_price);
  row.bind(":decided", intent.decided);
  bind_outcome(row, intent);
  row.exec();
}

bool replace_outcome(SQLite::Database& database, const Intent& intent) {
  SQLite::Statement row(database,
                        "update intent set status = :status, broker_id = :broker_id, filled = "
                        ":filled, filled_price = :filled_price, why = :why, open = :open, "
                        "exits_open = :exits_open where client_order_id = :client_order_id");
  bind_outcome(row, intent);
  return row.exec() != 0;
}

Intent intent_of(SQLite::Statement& row) {
  Intent intent;
  OrderRequest& order = intent.order;
  order.client_order_id = text(row, "client_order_id");
  order.symbol = text(row, "symbol");
  order.side = side_in(row);
  order.quantity = {integer(row, "quantity")};
  order.kind = text(row, "kind") == "market" ? OrderKind::Market : OrderKind::Limit;
  order.in_force = text(row, "in_force") == "day" ? TimeInForce::Day : TimeInForce::Gtc;
  order.limit_price = number(row, "limit_price");
  order.stop_loss = number(row, "stop_loss");
  order.take_profit = number(row, "take_profit");
  intent.run = integer(row, "run");
  intent.bar = integer(row, "bar");
  intent.decision_price = number(row, "decision_price");
  intent.decided = integer(row, "decided");
  intent.status = text(row, "status");
  intent.broker_id = text(row, "broker_id");
  intent.filled = {integer(row, "filled")};
  intent.filled_price = number(row, "filled_price");
  intent.why = text(row, "why");
  intent.open = integer(row, "open") != 0;
  intent.exits_open = integer(row, "exits_open") != 0;
  return intent;
}

void replace(SQLite::Database& database, const LoggedExit& exit) {
  const AccountOrder& order = exit.order;
  SQLite::Statement row(
      database,
      "insert into exit values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do "
      "update set filled = excluded.filled, filled_price = excluded.filled_price, "
      "filled_at = excluded.filled_at, "
      "quantity = excluded.quantity, status = excluded.status, open = "
      "excluded.open");
  row.bind(1, order.id);
  row.bind(2, exit.entry);
  row.bind(3, order.symbol);
  row.bind(4, text_of(order.side));
  row.bind(5, order.quantity.nano);
  row.bind(6, order.filled.nano);
  row.bind(7, order.filled_price);
  row.bind(8, order.filled_at);
  row.bind(9, order.status);
  row.bind(10, static_cast<int>(order.open));
  row.exec();
}

LoggedExit exit_of(SQLite::Statement& row) {
  LoggedExit exit;
  exit.entry = text(row, "entry");
  AccountOrder& order = exit.order;
  order.id = text(row, "id");
  order.symbol = text(row, "symbol");
  order.side = side_in(row);
  order.quantity = {integer(row, "quantity")};
  order.filled = {integer(row, "filled")};
  order.filled_price = number(row, "filled_price");
  order.filled_at = integer(row, "filled_at");
  order.status = text(row, "status");
  order.open = integer(row, "open") != 0;
  order.leg = true;
  return exit;
}

void insert_new(SQLite::Database& database, std::string_view account, const Fill& fill) {
  SQLite::Statement row(database,
                        "insert into fill values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing");
  row.bind(1, std::string(account));
  row.bind(2, fill.id);
  row.bind(3, fill.order_id);
  row.bind(4, fill.symbol);
  row.bind(5, text_of(fill.side));
  row.bind(6, fill.quantity.nano);
  row.bind(7, fill.price);
  row.bind(8, fill.time);
  row.exec();
}

Fill fill_of(SQLite::Statement& row) {
  return {.id = text(row, "id"),
          .order_id = text(row, "order_id"),
          .symbol = text(row, "symbol"),
          .side = side_in(row),
          .quantity = {integer(row, "quantity")},
          .price = number(row, "price"),
          .time = integer(row, "time")};
}

void insert_new(SQLite::Database& database, std::string_view account, const LoggedCashFlow& flow) {
  const bool transfer = flow.flow.kind == CashFlow::Kind::Transfer;
  SQLite::Statement row(database,
                        "insert into cash_flow values (?, ?, ?, ?, ?, ?) on conflict do nothing");
  row.bind(1, std::string(account));
  row.bind(2, flow.flow.id);
  row.bind(3, transfer ? "transfer" : "fee");
  row.bind(4, flow.flow.amount);
  row.bind(5, flow.flow.time);
  row.bind(6, flow.seen);
  row.exec();
}

LoggedCashFlow cash_flow_of(SQLite::Statement& row) {
  using Kind = CashFlow::Kind;
  return {.flow = {.id = text(row, "id"),
                   .kind = text(row, "kind") == "fee" ? Kind::Fee : Kind::Transfer,
                   .amount = number(row, "amount"),
                   .time = integer(row, "time")},
          .seen = integer(row, "seen")};
}

void insert(SQLite::Database& database, const LoggedEvent& event) {
  SQLite::Statement row(database, "insert into event values (null, ?, ?, ?, ?, ?)");
  row.bind(1, event.run);
  row.bind(2, event.time);
  row.bind(3, event.kind);
  row.bind(4, event.symbol);
  row.bind(5, event.text);
  row.exec();
}

LoggedEvent event_of(SQLite::Statement& row) {
  return {.run = integer(row, "run"),
          .time = integer(row, "time"),
          .kind = text(row, "kind"),
          .symbol = text(row, "symbol"),
          .text = text(row, "text")};
}

}  // namespace stratgen::trade_log_rows
