// TradeLog: what was decided and sent, in one SQLite file, <workspace>/trading.sqlite. What a
// function wrote is on the disk when it returns: an order is in the log before it is sent.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/trade/brokerage.hpp"
#include "runtime/trade/cash_flows.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stratgen {

// What a strategy asked for in a run.
struct LoggedSignal {
  std::string strategy;  // its document
  std::string symbol = {};
  std::string signal = {};  // LONG, SHORT, FLAT; "" where it failed
  double weight = 0;        // of the capital
  double share = 0;         // of that, signed
  double price = 0;         // the last close
  std::int64_t bar = 0;     // the last bar
  Quantity target = {};     // its part of the symbol's position
  std::string error = {};
};

struct LoggedRun {
  std::int64_t id = 0;  // given by the log
  std::string account;
  std::int64_t started = 0;   // the broker's clock
  std::int64_t finished = 0;  // 0: it was killed, or goes on
  bool live = false;
  std::int64_t lease = 0;  // the token of the lease that it ran under; 0: without
  double equity = 0;
  double last_equity = 0;    // at the close of the session before; 0: not known
  std::string outcome = {};  // "done", "waiting for the open", "stopped by a limit: ...", ...
  int exit_code = 0;
  std::vector<LoggedSignal> signals = {};
};

// An order that is to be sent, and what became of it.
struct Intent {
  std::int64_t run = 0;
  OrderRequest order;
  std::int64_t bar = 0;       // that it was decided at
  double decision_price = 0;  // the last price then
  std::int64_t decided = 0;   // the broker's clock
  // "intended" (not known to be there), the broker's status, or "refused".
  std::string status = "intended";
  std::string broker_id = {};
  Quantity filled = {};
  double filled_price = 0;
  std::string why = {};     // of a refusal
  bool open = true;         // not final yet
  bool exits_open = false;  // the broker holds exits for it, or may come to do so
};

// An exit that the broker holds for an order of ours, under an id of its own.
struct LoggedExit {
  std::string entry;  // the client_order_id of that order
  AccountOrder order;
};

// One line of a run.
struct LoggedEvent {
  std::int64_t run = 0;
  std::int64_t time = 0;
  std::string kind;  // "sent", "filled", "rejected", "limit", "canceled", "stale", "failover", ...
  std::string symbol;
  std::string text;
};

// Every Error is a Fault::Data that names the file, if not said otherwise. Several processes may
// read while one writes, and threads may share one. What is not a number cannot be logged,
// except in a signal. Lists are in the order of writing; `since` is inclusive, and about
// when a run was started, an intent decided, an equity noted.
class TradeLog {
 public:
  static Result<TradeLog> open(const std::filesystem::path& workspace);

  TradeLog(TradeLog&&) noexcept;
  TradeLog& operator=(TradeLog&&) noexcept;
  ~TradeLog();

  Result<std::int64_t> begin_run(const LoggedRun& run);  // its id
  Result<void> update_run(const LoggedRun& run);         // by its id: everything is replaced
  Result<void> add(const LoggedEvent& event);

  // An order that was intended before and is not known to be at the broker may be intended anew;
  // any other id that is there is an Error. So is a run that is not, and, as a Fault::Safety, one
  // whose account a later run under a newer lease has taken over.
  Result<void> intend(const Intent& intent);
  // What became of it: status to open. By its client_order_id; one that is not there is an Error.
  Result<void> update(const Intent& intent);
  Result<std::optional<Intent>> find(std::string_view client_order_id) const;
  Result<std::vector<Intent>> open_intents(std::string_view account) const;
  Result<std::vector<Intent>> intents(std::string_view account, std::int64_t since) const;

  // How many intents there are whose id begins with `stem`.
  Result<int> count_of_stem(std::string_view stem) const;

  // Orders whose exits may still be filled.
  Result<std::vector<Intent>> intents_with_exits(std::string_view account) const;

  // Replaces what was noted under the broker's id. Its entry has to be there.
  Result<void> note(const LoggedExit& exit);
  Result<std::vector<LoggedExit>> exits(std::string_view account) const;

  // What our fills come to, those of exits among them, by symbol; symbols that come to 0 are left
  // out.
  Result<std::map<std::string, Quantity>> net_filled(std::string_view account) const;

  // With their signals.
  Result<std::vector<LoggedRun>> runs(std::string_view account, std::int64_t since) const;
  Result<std::vector<LoggedRun>> all_runs() const;
  Result<std::optional<LoggedRun>> last_run(std::string_view account) const;
  Result<std::vector<LoggedEvent>> events(std::int64_t run) const;

  // What is there already stays as it is. Fills are those of the account, of whatever order.
  Result<void> note(std::string_view account, const std::vector<Fill>& fills);
  Result<std::vector<Fill>> fills(std::string_view account) const;  // the oldest first

  // All flows that are told up to `now`, see seen_now.
  Result<void> note(std::string_view account, const std::vector<CashFlow>& flows, std::int64_t now);
  Result<std::vector<LoggedCashFlow>> cash_flows(std::string_view account) const;  // as they came
  Result<std::int64_t> cash_flows_read(std::string_view account) const;            // when; 0: never

  // A second one of the same moment replaces the first.
  Result<void> note_equity(std::string_view account, std::int64_t time, double equity);
  Result<std::vector<std::pair<std::int64_t, double>>> equities(std::string_view account,
                                                                std::int64_t since) const;

 private:
  struct Connection;
  explicit TradeLog(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
};

}  // namespace stratgen
