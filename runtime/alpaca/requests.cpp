#include "runtime/alpaca/requests.hpp"

#include "runtime/alpaca/symbols.hpp"
#include "runtime/http/query.hpp"
#include "runtime/market/bars.hpp"

#include <algorithm>
#include <cctype>

namespace stratgen {
namespace {

HttpRequest request_of(const AlpacaAccess& access, std::string url) {
  return {.url = std::move(url),
          .headers = {{"APCA-API-KEY-ID", access.key}, {"APCA-API-SECRET-KEY", access.secret}}};
}

HttpRequest trading(const AlpacaAccess& access, const std::string& target) {
  return request_of(access, access.trading_url + target);
}

// "after" leaves out what is at that very time, and what is later within the second may not count.
std::string before(std::int64_t time) { return to_iso(time - 1, Clock::Utc); }

bool is_id(std::string_view text) {
  const auto is_of_id = [](unsigned char c) { return std::isalnum(c) != 0 || c == '-'; };
  return !text.empty() && std::ranges::all_of(text, is_of_id);
}

HttpRequest ask_activities(const AlpacaAccess& access, const char* types, std::int64_t since,
                           const std::string& token) {
  return trading(
      access, "/v2/account/activities" + query({{"activity_types", types},
                                                {"after", before(since)},
                                                {"direction", "asc"},
                                                {"page_size", std::to_string(activities_per_page)},
                                                {"page_token", token}}));
}

}  // namespace

HttpRequest ask_account(const AlpacaAccess& access) { return trading(access, "/v2/account"); }

HttpRequest ask_positions(const AlpacaAccess& access) { return trading(access, "/v2/positions"); }

HttpRequest ask_orders(const AlpacaAccess& access, const std::string& status,
                       std::optional<std::int64_t> since) {
  return trading(access, "/v2/orders" + query({{"status", status},
                                               {"limit", std::to_string(orders_per_page)},
                                               {"after", since ? before(*since) : ""},
                                               {"direction", "asc"}}));
}

HttpRequest ask_order(const AlpacaAccess& access, std::string_view client_order_id) {
  return trading(access, "/v2/orders:by_client_order_id" +
                             query({{"client_order_id", std::string(client_order_id)}}));
}

HttpRequest send_order(const AlpacaAccess& access, std::string body) {
  HttpRequest request = trading(access, "/v2/orders");
  request.method = "POST";
  request.headers.push_back({"Content-Type", "application/json"});
  request.body = std::move(body);
  return request;
}

std::optional<HttpRequest> ask_exits(const AlpacaAccess& access, std::string_view order_id) {
  if (!is_id(order_id)) return std::nullopt;
  return trading(access, "/v2/orders/" + std::string(order_id) + query({{"nested", "true"}}));
}

std::optional<HttpRequest> ask_cancel(const AlpacaAccess& access, std::string_view order_id) {
  if (!is_id(order_id)) return std::nullopt;
  HttpRequest request = trading(access, "/v2/orders/" + std::string(order_id));
  request.method = "DELETE";
  return request;
}

HttpRequest ask_fills(const AlpacaAccess& access, std::int64_t since, const std::string& token) {
  return ask_activities(access, "FILL", since, token);
}

HttpRequest ask_cash_flows(const AlpacaAccess& access, std::int64_t since,
                           const std::string& token) {
  return ask_activities(access, "CSD,CSW,ACATC,JNLC,FEE,CFEE", since, token);
}

HttpRequest ask_asset(const AlpacaAccess& access, std::string_view symbol) {
  return trading(access, "/v2/assets/" + percent_encoded(to_alpaca(symbol)));
}

HttpRequest ask_clock(const AlpacaAccess& access) { return trading(access, "/v2/clock"); }

HttpRequest ask_latest_bars(const AlpacaAccess& access, bool crypto,
                            std::span<const std::string> symbols) {
  std::string names;
  for (const std::string& symbol : symbols) {
    if (!names.empty()) names += ',';
    names += to_alpaca(symbol);
  }
  const char* path = crypto ? "/v1beta3/crypto/us/latest/bars" : "/v2/stocks/bars/latest";
  return request_of(access, access.data_url + path + query({{"symbols", names}}));
}

}  // namespace stratgen
