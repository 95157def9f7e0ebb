// An account at a broker that exists in memory only, with the faults of real ones: answers that are
// lost, orders that arrive late, partial fills, refusals, and a client that is killed.
#pragma once

#include "runtime/trade/brokerage.hpp"

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace stratgen {

// The process ends here.
struct Killed {};

struct Faults {
  double lost = 0;     // answers to orders that are taken
  double unsent = 0;   // orders that never arrive
  double late = 0;     // orders that arrive some calls after their answer was lost
  double busy = 0;     // "try again later"
  double refused = 0;  // orders that the broker does not want
  double partial = 0;  // fills of a part
  double ended = 0;    // orders that end before they are filled
  double failed = 0;   // reads that fail in spite of being tried again
  double killed = 0;   // calls before or after which the client dies
};

class SimulatedAccount : public Brokerage {
 public:
  SimulatedAccount(double cash, std::map<std::string, double> prices, unsigned seed)
      : random_(seed), prices_(std::move(prices)), cash_(cash) {}

  Faults faults = {};
  bool shorting = false;
  double last_equity = 0;
  std::string blocked = {};
  std::map<std::string, Asset> assets = {};  // other than tradable ones
  std::set<std::string> gone = {};
  std::map<std::string, double> quotes = {};  // other than prices
  bool is_open = true;

  void set_price(const std::string& symbol, double price) { prices_[symbol] = price; }
  void advance(std::int64_t seconds) { now_ += seconds; }
  std::int64_t now() const { return now_; }
  double equity() const;
  Quantity held(const std::string& symbol) const;
  const std::vector<AccountOrder>& orders() const { return orders_; }
  const std::vector<Fill>& fills() const { return fills_; }
  int submissions() const { return submissions_; }
  void rest();  // all that is open is filled

  // By hand, beside the client.
  void hold(const std::string& symbol, Quantity quantity, double price);
  std::string place(OrderRequest order);
  // The broker sells, or buys back, with an exit of an entry that was filled: its first or second.
  void fill_exit(const std::string& client_order_id, int which, Quantity quantity, double price);
  void transfer(double amount);

  Result<TradingAccount> account() override;
  Result<std::vector<AccountPosition>> holdings() override;
  Result<std::vector<AccountOrder>> open_orders() override;
  Result<std::vector<AccountOrder>> orders_since(std::int64_t since) override;
  Result<std::optional<AccountOrder>> find_order(std::string_view client_order_id) override;
  Submission submit(const OrderRequest& order) override;
  Result<void> cancel(std::string_view order_id) override;
  Result<std::optional<Asset>> asset(std::string_view symbol) override;
  Result<MarketClock> clock() override;
  Result<std::map<std::string, double>> last_prices(
      const std::vector<std::string>& symbols) override;
  Result<std::vector<Fill>> fills_since(std::int64_t since) override;
  Result<std::vector<AccountOrder>> exits_of(std::string_view order_id) override;
  Result<std::vector<CashFlow>> cash_flows_since(std::int64_t since) override;

 private:
  struct OnItsWay {
    int calls;
    OrderRequest order;
  };

  bool happens(double chance) { return std::bernoulli_distribution(chance)(random_); }
  void may_die() {
    if (happens(faults.killed)) throw Killed{};
  }
  Result<void> begin_read();
  void step();
  void fill(AccountOrder& order, Quantity quantity);
  void add_exits(const AccountOrder& entry, const OrderRequest& order);
  AccountOrder* known(std::string_view client_order_id);
  const AccountOrder& take(const OrderRequest& order);

  std::mt19937_64 random_;
  std::map<std::string, double> prices_;
  double cash_;
  std::int64_t now_ = 1'700'000'000;
  std::map<std::string, Quantity> held_ = {};
  std::map<std::string, double> entries_ = {};
  std::vector<AccountOrder> orders_ = {};
  std::vector<Fill> fills_ = {};
  std::map<std::string, std::vector<std::string>> exits_ = {};  // ids by that of their entry
  std::vector<CashFlow> flows_ = {};
  std::vector<OnItsWay> late_ = {};
  int submissions_ = 0;
};

}  // namespace stratgen
