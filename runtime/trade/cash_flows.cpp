#include "runtime/trade/cash_flows.hpp"

#include "runtime/market/market_calendar.hpp"
#include "runtime/market/new_york.hpp"

#include <algorithm>
#include <chrono>

namespace stratgen {
namespace {

bool is_transfer(const LoggedCashFlow& flow) { return flow.flow.kind == CashFlow::Kind::Transfer; }

std::int64_t close_before_today(std::int64_t now) {
  using namespace std::chrono;
  constexpr int longest_rest = 10;  // days without a session
  const std::int64_t offset = new_york_offset(now);
  sys_days day = floor<days>(sys_seconds(seconds(now + offset)));
  for (int i = 0; i < longest_rest; ++i) {
    day -= days(1);
    if (const auto hours = trading_hours(Market::UsStocks, day))
      return sys_seconds(day).time_since_epoch().count() + hours->close - offset;
  }
  return now;
}

}  // namespace

LoggedCashFlow seen_now(const CashFlow& flow, std::int64_t read, std::int64_t now) {
  return {flow, read > 0 ? now : flow.time};
}

double peak_equity(const std::vector<std::pair<std::int64_t, double>>& equities,
                   const std::vector<LoggedCashFlow>& flows) {
  double peak = 0, last = 0;
  auto flow = flows.begin();
  const auto transfer = [&](double amount) {
    if (amount != 0 && last > 0) peak *= std::max(0.0, (last + amount) / last);
  };
  for (const auto& [time, equity] : equities) {
    double amount = 0;
    for (; flow != flows.end() && flow->seen <= time; ++flow)
      if (is_transfer(*flow)) amount += flow->flow.amount;
    transfer(amount);
    peak = std::max(peak, equity);
    last = equity;
  }
  double since = 0;
  for (; flow != flows.end(); ++flow)
    if (is_transfer(*flow)) since += flow->flow.amount;
  transfer(since);
  return peak;
}

Transferred transferred_today(const std::vector<LoggedCashFlow>& flows, std::int64_t now) {
  const std::int64_t close = close_before_today(now);
  Transferred transferred;
  for (const LoggedCashFlow& flow : flows) {
    if (!is_transfer(flow) || flow.flow.time < close) continue;
    (flow.flow.amount > 0 ? transferred.in : transferred.out) += std::abs(flow.flow.amount);
  }
  return transferred;
}

double daily_loss(const TradingAccount& account, const Transferred& transferred) {
  if (!(account.last_equity > 0)) return 0;
  const double base = account.last_equity + transferred.in;
  return (base - transferred.out - account.equity) / base;
}

}  // namespace stratgen
