// What is asked of Alpaca: https://docs.alpaca.markets/reference
#pragma once

#include "runtime/alpaca/access.hpp"
#include "runtime/http/http_client.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace stratgen {

// The most that a page holds.
inline constexpr std::size_t orders_per_page = 500;
inline constexpr std::size_t activities_per_page = 100;

HttpRequest ask_account(const AlpacaAccess& access);
HttpRequest ask_positions(const AlpacaAccess& access);

// `status`: "open" or "all". The oldest first, from `since` on.
HttpRequest ask_orders(const AlpacaAccess& access, const std::string& status,
                       std::optional<std::int64_t> since);
HttpRequest ask_order(const AlpacaAccess& access, std::string_view client_order_id);

// With its exits. Nothing for what is no id.
std::optional<HttpRequest> ask_exits(const AlpacaAccess& access, std::string_view order_id);
HttpRequest send_order(const AlpacaAccess& access, std::string body);

// Nothing for what is no id: the same request without one would cancel everything.
std::optional<HttpRequest> ask_cancel(const AlpacaAccess& access, std::string_view order_id);

// The oldest first, from `since` on; those behind the one whose id is `token`.
HttpRequest ask_fills(const AlpacaAccess& access, std::int64_t since, const std::string& token);

// The same of deposits, withdrawals and fees.
HttpRequest ask_cash_flows(const AlpacaAccess& access, std::int64_t since,
                           const std::string& token);

HttpRequest ask_asset(const AlpacaAccess& access, std::string_view symbol);
HttpRequest ask_clock(const AlpacaAccess& access);

// The newest bars of symbols that are all crypto, or all not.
HttpRequest ask_latest_bars(const AlpacaAccess& access, bool crypto,
                            std::span<const std::string> symbols);

}  // namespace stratgen
