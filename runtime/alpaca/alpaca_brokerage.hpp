// AlpacaBrokerage: an account at Alpaca, for paper or for money. Symbols are those of the
// workspace.
#pragma once

#include "runtime/alpaca/access.hpp"
#include "runtime/http/http_service.hpp"
#include "runtime/trade/brokerage.hpp"

#include <atomic>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

class AlpacaBrokerage : public Brokerage {
 public:
  // `interrupted` ends waiting: nothing more is asked or sent once it is set. `seed` draws the
  // times between tries.
  AlpacaBrokerage(AlpacaAccess access, const std::atomic<bool>& interrupted, std::uint64_t seed,
                  ServiceClock clock = real_clock());

  Result<TradingAccount> account() override;
  Result<std::vector<AccountPosition>> holdings() override;
  Result<std::vector<AccountOrder>> open_orders() override;
  Result<std::vector<AccountOrder>> orders_since(std::int64_t since) override;
  Result<std::optional<AccountOrder>> find_order(std::string_view client_order_id) override;

  Result<std::vector<AccountOrder>> exits_of(std::string_view order_id) override;

  // Crypto with a limit price asks for the asset first, whose prices have steps of their own.
  Submission submit(const OrderRequest& order) override;
  Result<void> cancel(std::string_view order_id) override;
  Result<std::optional<Asset>> asset(std::string_view symbol) override;
  Result<MarketClock> clock() override;

  // An Error only where nothing could be read.
  Result<std::map<std::string, double>> last_prices(
      const std::vector<std::string>& symbols) override;
  Result<std::vector<Fill>> fills_since(std::int64_t since) override;
  Result<std::vector<CashFlow>> cash_flows_since(std::int64_t since) override;

 private:
  const AlpacaAccess access_;
  const ServiceClock time_;
  HttpClient client_;
  HttpService trading_;
  HttpService data_;
};

}  // namespace stratgen
