#include "runtime/alpaca/alpaca_brokerage.hpp"

#include "runtime/alpaca/account_answers.hpp"
#include "runtime/alpaca/activity_answers.hpp"
#include "runtime/alpaca/failure.hpp"
#include "runtime/alpaca/market_answers.hpp"
#include "runtime/alpaca/order_answers.hpp"
#include "runtime/alpaca/order_body.hpp"
#include "runtime/alpaca/requests.hpp"
#include "runtime/alpaca/submission.hpp"
#include "runtime/alpaca/symbols.hpp"
#include "runtime/fetch/answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>

namespace stratgen {
namespace {

using nlohmann::json;

constexpr HttpLimits http_limits{.connect_seconds = 10,
                                 .first_byte_seconds = 15,
                                 .stall_seconds = 10,
                                 .total_seconds = 30,
                                 .largest_body = 16U << 20U};
constexpr RetryPolicy patient{.longest_asked_seconds = 70, .open_seconds = 10};
// Whoever asks for prices can do without.
constexpr RetryPolicy brisk{
    .tries = 3, .longest_seconds = 2, .longest_asked_seconds = 5, .open_seconds = 10};
constexpr double share_of_data = 1.0 / 6;  // of all requests
constexpr int most_pages = 1000;
constexpr std::size_t symbols_per_request = 100;

// What `read` makes of the JSON of an answer, of which `told` is left.
template <class T>
Reading read_answer(const HttpAnswer& answer, const AlpacaAccess& access,
                    Told<T> (*read)(const json&), T& told) {
  if (answer.status != 200) return failed_reading(answer, access);
  const auto body = json_of(answer);
  if (!body) return broken_reading(answer, access);
  Told<T> value = read(*body);
  if (!value) return {Disposition::Retry, "an answer that cannot be read: " + value.error()};
  told = std::move(*value);
  return {};
}

template <class T>
Result<T> ask(HttpService& service, const AlpacaAccess& access, HttpRequest request,
              Told<T> (*read)(const json&)) {
  T told;
  STRATGEN_CHECK(
      service.call({.request = std::move(request), .read = [&](const HttpAnswer& answer) {
                      return read_answer(answer, access, read, told);
                    }}));
  return told;
}

// 404 in Alpaca's own words says that it is not there.
template <class T>
Result<std::optional<T>> look_up(HttpService& service, const AlpacaAccess& access,
                                 HttpRequest request, Told<T> (*read)(const json&)) {
  std::optional<T> found;
  const auto read_found = [&](const HttpAnswer& answer) -> Reading {
    found.reset();
    if (answer.status == 404) {
      const auto body = json_of(answer);
      if (body && body->is_object()) return {};
      return {Disposition::Retry, failed_reading(answer, access).why};
    }
    T told;
    const Reading reading = read_answer(answer, access, read, told);
    if (reading.disposition == Disposition::Good) found = std::move(told);
    return reading;
  };
  STRATGEN_CHECK(service.call({.request = std::move(request), .read = read_found}));
  return found;
}

tl::unexpected<Error> too_many(std::string_view what) {
  return fail(Fault::Service, fmt::format("alpaca: more {} than can be read page by page", what));
}

// All orders, page by page. A page begins before the last order of the one before, as others may
// have the same time.
Result<std::vector<AccountOrder>> all_orders(HttpService& service, const AlpacaAccess& access,
                                             const std::string& status,
                                             std::optional<std::int64_t> since) {
  std::vector<AccountOrder> orders;
  std::set<std::string> seen;
  for (int pages = 0; pages < most_pages; ++pages) {
    STRATGEN_TRY(OrderPage page,
                 ask(service, access, ask_orders(access, status, since), orders_in));
    const std::size_t before = orders.size();
    for (AccountOrder& order : page.orders) {
      if (seen.insert(order.id).second) orders.push_back(std::move(order));
    }
    if (page.rows < orders_per_page) return orders;
    if (orders.size() == before) break;
    since = std::max(since.value_or(page.submitted), page.submitted);
  }
  return too_many("orders");
}

// All activities of a kind, page by page.
template <class Page, class Row>
Result<std::vector<Row>> all_activities(HttpService& service, const AlpacaAccess& access,
                                        HttpRequest (*request)(const AlpacaAccess&, std::int64_t,
                                                               const std::string&),
                                        Told<Page> (*read)(const json&),
                                        std::vector<Row> Page::* rows, std::int64_t since) {
  std::vector<Row> all;
  std::set<std::string> seen;
  std::string token;
  for (int pages = 0; pages < most_pages; ++pages) {
    STRATGEN_TRY(Page page, ask(service, access, request(access, since, token), read));
    for (Row& row : page.*rows) {
      if (seen.insert(row.id).second && row.time >= since) all.push_back(std::move(row));
    }
    if (page.rows < activities_per_page) return all;
    if (page.last.empty() || page.last == token) break;
    token = page.last;
  }
  return too_many("activities");
}

}  // namespace

AlpacaBrokerage::AlpacaBrokerage(AlpacaAccess access, const std::atomic<bool>& interrupted,
                                 std::uint64_t seed, ServiceClock clock)
    : access_(std::move(access)),
      time_(clock),
      client_(http_limits),
      trading_("alpaca", client_,
               {.concurrent = 4,
                .requests_per_minute = access_.requests_per_minute * (1 - share_of_data)},
               patient, interrupted, seed, clock),
      data_("alpaca data", client_,
            {.concurrent = 2, .requests_per_minute = access_.requests_per_minute * share_of_data},
            brisk, interrupted, seed + 1, std::move(clock)) {}

Result<TradingAccount> AlpacaBrokerage::account() {
  return ask(trading_, access_, ask_account(access_), account_in);
}

Result<std::vector<AccountPosition>> AlpacaBrokerage::holdings() {
  return ask(trading_, access_, ask_positions(access_), holdings_in);
}

Result<std::vector<AccountOrder>> AlpacaBrokerage::open_orders() {
  STRATGEN_TRY(std::vector<AccountOrder> orders,
               all_orders(trading_, access_, "open", std::nullopt));
  std::erase_if(orders, [](const AccountOrder& order) { return !order.open; });
  return orders;
}

Result<std::vector<AccountOrder>> AlpacaBrokerage::orders_since(std::int64_t since) {
  STRATGEN_TRY(std::vector<AccountOrder> orders, all_orders(trading_, access_, "all", since));
  std::erase_if(orders, [since](const AccountOrder& order) {
    return order.submitted != 0 && order.submitted < since;
  });
  return orders;
}

Result<std::optional<AccountOrder>> AlpacaBrokerage::find_order(std::string_view client_order_id) {
  STRATGEN_TRY(std::optional<AccountOrder> order,
               look_up(trading_, access_, ask_order(access_, client_order_id), order_in));
  if (order && order->client_order_id != client_order_id) {
    return fail(Fault::Service, "alpaca: asked for an order by its id, it answers with another");
  }
  return order;
}

Result<std::vector<AccountOrder>> AlpacaBrokerage::exits_of(std::string_view order_id) {
  auto request = ask_exits(access_, order_id);
  if (!request) return fail(Fault::Service, "alpaca: an order that has no id cannot be asked for");
  STRATGEN_TRY(auto exits, look_up(trading_, access_, std::move(*request), exits_in));
  return exits ? std::move(*exits) : std::vector<AccountOrder>{};
}

Submission AlpacaBrokerage::submit(const OrderRequest& order) {
  using Outcome = Submission::Outcome;
  Quantity price_step = {};
  if (order.kind == OrderKind::Limit && is_crypto_pair(order.symbol)) {
    const auto pair = look_up(trading_, access_, ask_asset(access_, order.symbol), asset_in);
    if (!pair) return {.outcome = Outcome::Later, .why = pair.error().message};
    if (!*pair) return {.outcome = Outcome::Refused, .why = "there is no such pair"};
    price_step = (*pair)->price_step;
  }
  auto body = order_body(order, price_step);
  if (!body) return {.outcome = Outcome::Refused, .why = body.error()};
  const auto answer = trading_.call_once(send_order(access_, std::move(*body)));
  if (!answer) return submission_of(answer.error());
  return submission_of(*answer, order.client_order_id, access_, time_.epoch());
}

Result<void> AlpacaBrokerage::cancel(std::string_view order_id) {
  auto request = ask_cancel(access_, order_id);
  if (!request) return fail(Fault::Service, "alpaca: an order that has no id cannot be canceled");
  const auto read = [&](const HttpAnswer& answer) -> Reading {
    // 422: it has ended.
    if (answer.status / 100 == 2 || answer.status == 404 || answer.status == 422) return {};
    return failed_reading(answer, access_);
  };
  STRATGEN_CHECK(trading_.call({.request = std::move(*request), .read = read}));
  return {};
}

Result<std::optional<Asset>> AlpacaBrokerage::asset(std::string_view symbol) {
  if (symbol.empty()) return std::nullopt;
  STRATGEN_TRY(const auto found, look_up(trading_, access_, ask_asset(access_, symbol), asset_in));
  if (!found) return std::nullopt;
  return found->asset;
}

Result<MarketClock> AlpacaBrokerage::clock() {
  return ask(trading_, access_, ask_clock(access_), clock_in);
}

Result<std::map<std::string, double>> AlpacaBrokerage::last_prices(
    const std::vector<std::string>& symbols) {
  std::map<std::string, double> prices;
  std::optional<Error> failure;
  for (const bool crypto : {false, true}) {
    std::vector<std::string> names;
    std::ranges::copy_if(symbols, std::back_inserter(names), [crypto](const std::string& symbol) {
      return !symbol.empty() && is_crypto_pair(symbol) == crypto;
    });
    for (std::size_t begin = 0; begin < names.size(); begin += symbols_per_request) {
      const auto batch = std::span(names).subspan(begin);
      const auto few = batch.first(std::min(symbols_per_request, batch.size()));
      auto told = ask(data_, access_, ask_latest_bars(access_, crypto, few), prices_in);
      if (!told) {
        failure = std::move(told.error());
        continue;
      }
      for (const std::string& symbol : few) {
        const auto price = told->find(to_alpaca(symbol));
        if (price != told->end()) prices[symbol] = price->second;
      }
    }
  }
  if (prices.empty() && failure) return tl::unexpected(std::move(*failure));
  return prices;
}

Result<std::vector<Fill>> AlpacaBrokerage::fills_since(std::int64_t since) {
  return all_activities(trading_, access_, ask_fills, fills_in, &FillPage::fills, since);
}

Result<std::vector<CashFlow>> AlpacaBrokerage::cash_flows_since(std::int64_t since) {
  return all_activities(trading_, access_, ask_cash_flows, cash_flows_in, &CashFlowPage::flows,
                        since);
}

}  // namespace stratgen
