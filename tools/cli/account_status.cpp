#include "tools/cli/account_status.hpp"

#include "runtime/trade/account_news.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace stratgen {
namespace {

constexpr std::int64_t ever = std::numeric_limits<std::int64_t>::min();
constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

double value_of(const AccountPosition& holding) {
  return to_double(holding.quantity) * holding.price;
}

double part(double value, double whole) { return whole > 0 ? value / whole : 0; }

// By the prices that positions have now, else those that the signals were made of.
double price_of(const AccountStatus& status, const LoggedSignal& signal) {
  const auto held = std::find_if(status.holdings.begin(), status.holdings.end(),
                                 [&](const AccountPosition& holding) {
                                   return holding.symbol == signal.symbol && holding.price > 0;
                                 });
  if (held != status.holdings.end()) return held->price;
  return std::isfinite(signal.price) ? signal.price : 0;
}

// The largest of some named parts of the equity.
LimitUse largest(std::string name, const std::map<std::string, double>& values, double equity,
                 double limit) {
  LimitUse use{std::move(name), 0, limit};
  for (const auto& [about, value] : values) {
    if (part(value, equity) <= use.value) continue;
    use.value = part(value, equity);
    use.about = about;
  }
  return use;
}

// Signals of the last run that had some: one that was killed early has none.
Result<std::vector<LoggedSignal>> last_signals(const TradeLog& log, const std::string& account,
                                               const std::optional<LoggedRun>& last) {
  if (!last || !last->signals.empty()) return last ? last->signals : std::vector<LoggedSignal>{};
  STRATGEN_TRY(std::vector<LoggedRun> runs, log.runs(account, ever));
  const auto found = std::find_if(runs.rbegin(), runs.rend(),
                                  [](const LoggedRun& run) { return !run.signals.empty(); });
  return found == runs.rend() ? std::vector<LoggedSignal>{} : std::move(found->signals);
}

}  // namespace

Result<AccountStatus> account_status(Brokerage& brokerage, const TradeLog& log,
                                     const std::filesystem::path& leases) {
  AccountStatus status;
  STRATGEN_TRY(status.account, brokerage.account());
  STRATGEN_TRY(status.clock, brokerage.clock());
  STRATGEN_TRY(status.holdings, brokerage.holdings());
  STRATGEN_TRY(status.open_orders, brokerage.open_orders());
  const std::string& account = status.account.id;
  STRATGEN_TRY(status.last_run, log.last_run(account));
  STRATGEN_TRY(status.wanted, last_signals(log, account, status.last_run));
  if (status.last_run) {
    STRATGEN_TRY(const std::vector<Intent> intents, log.intents(account, ever));
    status.orders_of_last_run = static_cast<std::size_t>(
        std::count_if(intents.begin(), intents.end(),
                      [&](const Intent& intent) { return intent.run == status.last_run->id; }));
  }
  STRATGEN_TRY(status.ours, net_filled_now(log, account, brokerage));
  STRATGEN_TRY(const auto flows, cash_flows_now(log, account, brokerage, status.clock.now));
  STRATGEN_TRY(const auto equities, log.equities(account, ever));
  status.peak_equity = std::max(peak_equity(equities, flows), status.account.equity);
  if (!equities.empty()) std::tie(status.first_time, status.first_equity) = equities.front();
  status.today = transferred_today(flows, status.clock.now);
  for (const auto& [flow, seen] : flows)
    if (flow.kind == CashFlow::Kind::Transfer && seen > status.first_time)
      status.transferred += flow.amount;
  STRATGEN_TRY(status.holder, Lease::holder(leases, account));
  return status;
}

Exposure exposure_of(const AccountStatus& status) {
  Exposure exposure;
  for (const AccountPosition& holding : status.holdings) {
    exposure.gross += std::abs(value_of(holding));
    exposure.net += value_of(holding);
  }
  return {part(exposure.gross, status.account.equity), part(exposure.net, status.account.equity)};
}

double todays_profit(const AccountStatus& status) {
  const TradingAccount& account = status.account;
  if (!(account.last_equity > 0)) return not_known;
  return account.equity - account.last_equity - status.today.in + status.today.out;
}

double total_profit(const AccountStatus& status) {
  if (!(status.first_equity > 0)) return not_known;
  return status.account.equity - status.first_equity - status.transferred;
}

std::vector<LimitUse> limit_uses(const AccountStatus& status, const Limits& limits) {
  const double equity = status.account.equity;
  const Exposure exposure = exposure_of(status);
  std::map<std::string, double> by_symbol, by_strategy;
  for (const AccountPosition& holding : status.holdings)
    by_symbol[holding.symbol] += std::abs(value_of(holding));
  for (const LoggedSignal& signal : status.wanted)
    by_strategy[signal.strategy] += std::abs(to_double(signal.target)) * price_of(status, signal);
  return {
      {"max_gross_exposure", exposure.gross, limits.max_gross_exposure},
      {"max_net_exposure", std::abs(exposure.net), limits.max_net_exposure},
      largest("max_symbol_exposure", by_symbol, equity, limits.max_symbol_exposure),
      largest("max_strategy_exposure", by_strategy, equity, limits.max_strategy_exposure),
      {"max_daily_loss", std::max(0.0, daily_loss(status.account, status.today)),
       limits.max_daily_loss},
      {"max_drawdown", part(status.peak_equity - equity, status.peak_equity), limits.max_drawdown},
      {"max_orders_per_run", double(status.orders_of_last_run), limits.max_orders_per_run}};
}

}  // namespace stratgen
