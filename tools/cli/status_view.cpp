#include "tools/cli/status_view.hpp"

#include "runtime/market/bars.hpp"
#include "runtime/trade/quantity.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

// A limit that is used up to here is worth a colour.
constexpr double near_limit = 0.8;

Json time_json(std::int64_t time) { return time == 0 ? Json() : Json(to_iso(time, Clock::Utc)); }

Json quantity_json(Quantity quantity) { return Json::parse(to_text(quantity)); }

double value_of(const AccountPosition& holding) {
  return to_double(holding.quantity) * holding.price;
}

double used(const LimitUse& use) {
  return use.limit > 0 ? use.value / use.limit : (use.value > 0 ? 1.0 : 0.0);
}

// "category/slug" of a document.
std::string short_name(const std::string& document) {
  const std::filesystem::path path(document);
  return path.stem().string();
}

struct StrategyPart {
  std::string strategy;
  Quantity quantity;
};

// What our orders filled of a position.
Quantity ours_of(const AccountStatus& status, const AccountPosition& holding) {
  const auto found = status.ours.find(holding.symbol);
  if (found == status.ours.end()) return {};
  const Quantity zero;
  return holding.quantity > zero ? std::clamp(found->second, zero, holding.quantity)
                                 : std::clamp(found->second, holding.quantity, zero);
}

// Whose a position is: of what our orders filled each strategy has as large a part as of what all
// of them wanted last; the rest is nobody's.
std::vector<StrategyPart> parts_of(const AccountStatus& status, const AccountPosition& holding) {
  std::vector<StrategyPart> parts;
  Quantity wanted, rest = holding.quantity;
  for (const LoggedSignal& signal : status.wanted)
    if (signal.symbol == holding.symbol) wanted += signal.target;
  const Quantity ours = ours_of(status, holding);
  const bool theirs = ours != Quantity{} && (ours > Quantity{}) == (wanted > Quantity{});
  for (const LoggedSignal& signal : status.wanted) {
    if (!theirs || signal.symbol != holding.symbol || signal.target == Quantity{}) continue;
    const double part = to_double(signal.target) / to_double(wanted) * to_double(ours);
    const Quantity quantity =
        ours == wanted ? signal.target : quantity_of(part).value_or(Quantity{});
    parts.push_back({signal.strategy, quantity});
    rest -= quantity;
  }
  // What rounding leaves is the last one's.
  if (theirs && ours == holding.quantity) parts.back().quantity += std::exchange(rest, Quantity{});
  if (rest != Quantity{}) parts.push_back({"", rest});
  return parts;
}

Json account_json(const AccountStatus& status, bool paper) {
  const TradingAccount& account = status.account;
  return {{"id", account.id},
          {"paper", paper},
          {"equity", json_number(account.equity)},
          {"cash", json_number(account.cash)},
          {"buying_power", json_number(account.buying_power)},
          {"blocked", account.blocked.empty() ? Json() : Json(account.blocked)},
          {"profit_today", json_number(todays_profit(status))},
          {"profit_total", json_number(total_profit(status))},
          {"total_since", time_json(status.first_time)},
          {"peak_equity", json_number(status.peak_equity)}};
}

Json positions_json(const AccountStatus& status) {
  Json list = Json::array();
  for (const AccountPosition& holding : status.holdings) {
    Json strategies = Json::array();
    for (const StrategyPart& part : parts_of(status, holding)) {
      strategies.push_back({{"strategy", part.strategy.empty() ? Json() : Json(part.strategy)},
                            {"qty", quantity_json(part.quantity)}});
    }
    list.push_back({{"symbol", holding.symbol},
                    {"qty", quantity_json(holding.quantity)},
                    {"entry_price", json_number(holding.entry_price)},
                    {"price", json_number(holding.price)},
                    {"value", json_number(value_of(holding))},
                    {"profit", json_number(holding.profit)},
                    {"strategies", std::move(strategies)}});
  }
  return list;
}

Json orders_json(const AccountStatus& status) {
  Json list = Json::array();
  for (const AccountOrder& order : status.open_orders) {
    list.push_back({{"symbol", order.symbol},
                    {"side", to_string(order.side)},
                    {"qty", quantity_json(order.quantity)},
                    {"filled", quantity_json(order.filled)},
                    {"status", order.status},
                    {"submitted", time_json(order.submitted)},
                    {"order_id", order.id},
                    {"client_order_id", order.client_order_id},
                    {"exit_of_bracket", order.leg}});
  }
  return list;
}

Json limits_json(const AccountStatus& status, const Limits& limits) {
  Json list = Json::array();
  for (const LimitUse& use : limit_uses(status, limits)) {
    list.push_back({{"limit", use.name},
                    {"value", json_number(use.value)},
                    {"max", json_number(use.limit)},
                    {"used", json_number(used(use))},
                    {"about", use.about.empty() ? Json() : Json(use.about)}});
  }
  return list;
}

Json run_json(const AccountStatus& status) {
  if (!status.last_run) return nullptr;
  const LoggedRun& run = *status.last_run;
  Json signals = Json::array();
  for (const LoggedSignal& signal : run.signals) {
    signals.push_back({{"strategy", signal.strategy},
                       {"symbol", signal.symbol},
                       {"signal", signal.signal.empty() ? Json("ERROR") : Json(signal.signal)},
                       {"weight", json_number(signal.weight)},
                       {"target", quantity_json(signal.target)},
                       {"error", signal.error.empty() ? Json() : Json(signal.error)}});
  }
  return {{"id", run.id},
          {"started", time_json(run.started)},
          {"finished", time_json(run.finished)},
          {"outcome", run.finished == 0 ? Json() : Json(run.outcome)},
          {"exit_code", run.finished == 0 ? Json() : Json(run.exit_code)},
          {"orders", status.orders_of_last_run},
          {"signals", std::move(signals)}};
}

Json holder_json(const AccountStatus& status) {
  if (!status.holder) return nullptr;
  return {{"host", status.holder->host},
          {"pid", status.holder->pid},
          {"renewed_seconds_ago", json_number(status.holder->renewed_ago)}};
}

std::string money(double value) {
  if (!std::isfinite(value)) return "-";
  const std::string text = fmt::format("{:.2f}", std::abs(value));
  const std::size_t point = text.find('.');
  return (value < 0 && text.find_first_not_of("0.") != std::string::npos ? "-" : "") +
         grouped(std::stoll(text.substr(0, point))) + text.substr(point);
}

std::string profit_text(const Console& out, double value, double base) {
  if (!std::isfinite(value)) return "-";
  const std::string text =
      base > 0 ? fmt::format("{} ({})", money(value), percent(100 * value / base, 2))
               : money(value);
  return value == 0 ? text : out.paint(value < 0 ? Colour::Red : Colour::Green, text);
}

std::string minute_text(std::int64_t time) {
  return time == 0 ? "-"
                   : fmt::format("{} {} UTC", to_iso(time, Clock::Utc).substr(0, 10),
                                 to_iso(time, Clock::Utc).substr(11, 5));
}

void print_account(Console& out, const AccountStatus& status, bool paper) {
  const TradingAccount& account = status.account;
  const Exposure exposure = exposure_of(status);
  out.line(fmt::format("{} {} ({}), {}", out.paint(Colour::Bold, "Account"), one_line(account.id),
                       paper ? "paper" : "live",
                       status.clock.is_open
                           ? "market open until " + minute_text(status.clock.next_close)
                           : "market closed until " + minute_text(status.clock.next_open)));
  if (!account.blocked.empty())
    out.line(out.paint(Colour::Red, "Blocked: " + one_line(account.blocked)));
  out.line(fmt::format("Equity {}   cash {}   buying power {}", money(account.equity),
                       money(account.cash), money(account.buying_power)));
  std::string total = profit_text(out, total_profit(status), status.first_equity);
  if (status.first_time != 0) total += " since " + minute_text(status.first_time).substr(0, 10);
  out.line(fmt::format("Today {}   total {}",
                       profit_text(out, todays_profit(status), account.last_equity), total));
  out.line(fmt::format("Exposure: gross {}, net {}", percent(100 * exposure.gross),
                       percent(100 * exposure.net)));
}

void print_positions(Console& out, const AccountStatus& status) {
  out.line();
  if (status.holdings.empty()) return out.line("No positions.");
  Table table({{"position"},
               {"quantity", true},
               {"entry", true, 2},
               {"price", true, 1},
               {"value", true},
               {"profit", true},
               {"strategies"}});
  for (const AccountPosition& holding : status.holdings) {
    std::vector<std::string> parts;
    for (const StrategyPart& part : parts_of(status, holding)) {
      parts.push_back(fmt::format(
          "{} {}", part.strategy.empty() ? "not of a strategy" : short_name(part.strategy),
          to_text(part.quantity)));
    }
    table.row({one_line(holding.symbol), to_text(holding.quantity), money(holding.entry_price),
               money(holding.price), money(value_of(holding)), profit_text(out, holding.profit, 0),
               one_line(fmt::format("{}", fmt::join(parts, ", ")))});
  }
  out.write(table.text(out, out.columns()));
}

void print_orders(Console& out, const AccountStatus& status) {
  out.line();
  if (status.open_orders.empty()) return out.line("No open orders.");
  Table table({{"open order"},
               {"side"},
               {"quantity", true},
               {"filled", true, 1},
               {"submitted", false, 2},
               {"status"}});
  for (const AccountOrder& order : status.open_orders) {
    table.row({one_line(order.symbol), to_string(order.side), to_text(order.quantity),
               to_text(order.filled), minute_text(order.submitted),
               one_line(order.status + (order.leg ? ", exit of a bracket" : ""))});
  }
  out.write(table.text(out, out.columns()));
}

void print_limits(Console& out, const AccountStatus& status, const Limits& limits) {
  out.line();
  Table table({{"limit"}, {"now", true}, {"max", true}, {"used", true}, {"closest"}});
  for (const LimitUse& use : limit_uses(status, limits)) {
    const bool is_count = use.name == "max_orders_per_run";
    const auto text = [&](double value) {
      return is_count ? fmt::format("{}", value) : percent(100 * value);
    };
    const std::string share = percent(100 * used(use), 0);
    table.row({use.name, text(use.value), text(use.limit),
               used(use) >= 1            ? out.paint(Colour::Red, share)
               : used(use) >= near_limit ? out.paint(Colour::Yellow, share)
                                         : share,
               use.about.empty() ? "-" : one_line(short_name(use.about))});
  }
  out.write(table.text(out, out.columns()));
}

void print_run(Console& out, const AccountStatus& status) {
  out.line();
  if (!status.last_run) {
    out.line("No run yet.");
  } else {
    const LoggedRun& run = *status.last_run;
    out.line(fmt::format(
        "Last run {}: {}, {} order{}", minute_text(run.started),
        run.finished == 0 ? "not finished"
                          : fmt::format("{} (exit code {})", one_line(run.outcome), run.exit_code),
        status.orders_of_last_run, status.orders_of_last_run == 1 ? "" : "s"));
    for (const LoggedSignal& signal : run.signals) {
      if (!signal.error.empty())
        out.line(out.paint(Colour::Red, fmt::format("  {}: {}", short_name(signal.strategy),
                                                    one_line(signal.error))));
    }
  }
  if (!status.holder) return out.line("Nobody trades the account now.");
  out.line(fmt::format("Process {} on {} trades the account; it said so {:.0f} s ago.",
                       status.holder->pid, one_line(status.holder->host),
                       status.holder->renewed_ago));
}

}  // namespace

Json status_json(const AccountStatus& status, const Limits& limits, bool paper) {
  const Exposure exposure = exposure_of(status);
  return {
      {"account", account_json(status, paper)},
      {"market",
       {{"now", time_json(status.clock.now)},
        {"open", status.clock.is_open},
        {"next_open", time_json(status.clock.next_open)},
        {"next_close", time_json(status.clock.next_close)}}},
      {"positions", positions_json(status)},
      {"open_orders", orders_json(status)},
      {"exposure", {{"gross", json_number(exposure.gross)}, {"net", json_number(exposure.net)}}},
      {"limits", limits_json(status, limits)},
      {"last_run", run_json(status)},
      {"lease", holder_json(status)}};
}

void print_status(Console& out, const AccountStatus& status, const Limits& limits, bool paper) {
  print_account(out, status, paper);
  print_positions(out, status);
  print_orders(out, status);
  print_limits(out, status, limits);
  print_run(out, status);
}

}  // namespace stratgen
