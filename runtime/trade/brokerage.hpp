// Brokerage: an account at a broker, as far as trading it needs. runtime/alpaca has the one that
// trades; tests have one that is simulated, with faults.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/trade/quantity.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

// Times are seconds since 1970, UTC; money is in the account's currency.

struct TradingAccount {
  std::string id;
  double equity = 0;
  double last_equity = 0;  // at the close of the session before; 0: not known
  double cash = 0;
  double buying_power = 0;
  bool shorting = false;  // whether it may sell short
  std::string blocked;    // why it may not trade at all, "" if it may
};

struct AccountPosition {
  std::string symbol;
  Quantity quantity;  // negative: short
  double entry_price = 0;
  double price = 0;  // the newest; 0: not known
  double profit = 0;
};

enum class OrderSide { Buy, Sell };
enum class OrderKind { Market, Limit };
enum class TimeInForce { Day, Gtc };
const char* to_string(OrderSide side);        // "buy", "sell"
const char* to_string(OrderKind kind);        // "market", "limit"
const char* to_string(TimeInForce in_force);  // "day", "gtc"

struct OrderRequest {
  std::string client_order_id;  // unique in the account for ever; at most 128 characters
  std::string symbol;
  OrderSide side = OrderSide::Buy;
  Quantity quantity;  // > 0
  OrderKind kind = OrderKind::Market;
  TimeInForce in_force = TimeInForce::Day;
  double limit_price = 0;  // of a limit order
  // Exits that the broker holds for an entry; 0: none.
  double stop_loss = 0, take_profit = 0;
};

// Signed: a sale is negative.
inline Quantity signed_quantity(OrderSide side, Quantity quantity) {
  return side == OrderSide::Buy ? quantity : -quantity;
}

// An order as the broker tells it.
struct AccountOrder {
  std::string id;
  std::string client_order_id;
  std::string symbol;
  OrderSide side = OrderSide::Buy;
  Quantity quantity, filled;
  double filled_price = 0;  // mean; 0 before the first fill
  std::string status;       // the broker's word: "new", "partially_filled", "canceled", ...
  bool open = true;         // may still be filled; of a status not known too
  bool leg = false;         // an exit that belongs to a bracket
  std::int64_t submitted = 0;
  std::int64_t filled_at = 0;  // the last part; 0: not told
  bool has_exits = false;      // an entry whose exits the broker holds
};

struct Asset {
  std::string symbol;
  bool tradable = true;
  bool fractionable = true;
  bool shortable = true;  // and easy to borrow
  bool crypto = false;
  Quantity least = {};      // of one order; 0: none
  Quantity step = {1};      // of quantities where it is fractionable
  std::string reason = {};  // why it cannot be traded, if so: "inactive", "not tradable"
};

struct MarketClock {
  std::int64_t now = 0;
  bool is_open = false;
  std::int64_t next_open = 0, next_close = 0;
};

// A part of an order that was filled.
struct Fill {
  std::string id;
  std::string order_id;  // the broker's
  std::string symbol;
  OrderSide side = OrderSide::Buy;
  Quantity quantity;  // > 0
  double price = 0;
  std::int64_t time = 0;
};

// Money that came to the account, or left it, without a trade.
struct CashFlow {
  enum class Kind {
    Transfer,  // a deposit or a withdrawal
    Fee,
  };
  std::string id;
  Kind kind = Kind::Transfer;
  double amount = 0;      // negative: it left
  std::int64_t time = 0;  // when it was booked; of a day alone its midnight in New York
};

// What became of an order that was sent once.
struct Submission {
  enum class Outcome {
    Accepted,   // `order` is there
    Duplicate,  // an order of that client_order_id was there before
    Refused,    // this order is wrong or not allowed: the same one is refused again
    Unknown,    // no answer that says: it may be there
    Later,      // not taken; the same order may be taken after `wait` seconds (429, 503)
    Closed,     // nothing can be sent at all: bad key, account blocked
  };
  Outcome outcome = Outcome::Unknown;
  AccountOrder order = {};
  std::string why = {};  // for people, without a key
  double wait = 0;       // seconds that the broker asks for; 0: says nothing
};

// Reads are tried again by themselves; an Error is a Fault::Service that says what failed, or
// Fault::Interrupted.
class Brokerage {
 public:
  virtual ~Brokerage() = default;

  virtual Result<TradingAccount> account() = 0;
  virtual Result<std::vector<AccountPosition>> holdings() = 0;

  // All that are open, of whomever; exits of brackets among them, as legs.
  virtual Result<std::vector<AccountOrder>> open_orders() = 0;

  // All, open or not, that were submitted at `since` or later.
  virtual Result<std::vector<AccountOrder>> orders_since(std::int64_t since) = 0;
  virtual Result<std::optional<AccountOrder>> find_order(std::string_view client_order_id) = 0;

  // The exits that the broker holds, or held, for an entry, each under an id of the broker's.
  virtual Result<std::vector<AccountOrder>> exits_of(std::string_view order_id) = 0;

  // Sent once, without another try.
  virtual Submission submit(const OrderRequest& order) = 0;

  // Asks for its end, which comes later; nothing happens where it has ended.
  virtual Result<void> cancel(std::string_view order_id) = 0;

  // Nothing: there is no such symbol.
  virtual Result<std::optional<Asset>> asset(std::string_view symbol) = 0;
  virtual Result<MarketClock> clock() = 0;

  // The last price of each symbol that has one.
  virtual Result<std::map<std::string, double>> last_prices(
      const std::vector<std::string>& symbols) = 0;

  // All fills at `since` or later, the oldest first.
  virtual Result<std::vector<Fill>> fills_since(std::int64_t since) = 0;

  // The same of money.
  virtual Result<std::vector<CashFlow>> cash_flows_since(std::int64_t since) = 0;
};

}  // namespace stratgen
