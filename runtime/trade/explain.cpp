#include "runtime/trade/explain.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace stratgen {
namespace {

std::int64_t cents(double money) { return std::llround(money * 100); }

// A model of one symbol: a position after each session, and the price at which it got there.
struct Model {
  double before = 0;
  std::vector<double> positions;
  std::vector<double> prices;
};

// From close to close, with each trade at its own price.
double profit(const Model& model, const TradedSymbol& symbol) {
  double sum = 0, position = model.before, close = symbol.close_before;
  for (std::size_t i = 0; i < symbol.sessions.size(); ++i) {
    const double next = symbol.sessions[i].close;
    sum += position * (next - close);
    sum += (model.positions[i] - position) * (next - model.prices[i]);
    position = model.positions[i];
    close = next;
  }
  return sum;
}

double traded_value(const Model& model) {
  double sum = 0, position = model.before;
  for (std::size_t i = 0; i < model.positions.size(); ++i) {
    sum += std::abs(model.positions[i] - position) * model.prices[i];
    position = model.positions[i];
  }
  return sum;
}

template <class Number>
std::vector<double> of_sessions(const TradedSymbol& symbol, Number number) {
  std::vector<double> numbers(symbol.sessions.size());
  std::transform(symbol.sessions.begin(), symbol.sessions.end(), numbers.begin(), number);
  return numbers;
}

double decision_price(const TradedSession& session) {
  return session.decision_price > 0 ? session.decision_price : session.open;
}

double filled(const TradedSession& session) {
  return std::accumulate(session.fills.begin(), session.fills.end(), 0.0,
                         [](double sum, const PricedFill& fill) { return sum + fill.shares; });
}

// What fills cost against the price at the decision: those that were decided, or those of exits.
double gained_by_fills(const TradedSymbol& symbol, bool exits) {
  double sum = 0;
  for (const TradedSession& session : symbol.sessions)
    for (const PricedFill& fill : session.fills)
      if (fill.exit == exits) sum += fill.shares * (decision_price(session) - fill.price);
  return sum;
}

std::vector<double> held(const TradedSymbol& symbol) {
  double position = symbol.held_before;
  return of_sessions(symbol,
                     [&](const TradedSession& session) { return position += filled(session); });
}

// The shares that were refused, as far as they are missing: an order that was taken the second time
// is in the position.
double missing_by_refusal(const TradedSession& session, double position) {
  const double missing = session.logged - position;
  if (missing * session.refused <= 0) return 0;
  return std::abs(session.refused) < std::abs(missing) ? session.refused : missing;
}

SymbolGap gap_of(const TradedSymbol& symbol, double commission) {
  const std::vector<double> opens =
      of_sessions(symbol, [](const TradedSession& session) { return session.open; });
  const std::vector<double> decisions = of_sessions(symbol, decision_price);
  const Model backtest{
      symbol.wanted_before,
      of_sessions(symbol, [](const TradedSession& session) { return session.recomputed; }), opens};
  Model wanted = backtest;
  for (std::size_t i = 0; i < wanted.positions.size(); ++i)
    if (symbol.sessions[i].ran) wanted.positions[i] = symbol.sessions[i].logged;
  Model decided = wanted;
  decided.prices = decisions;
  const Model real{symbol.held_before, held(symbol), decisions};
  Model running = real;  // with the runs that are missing
  Model taken = real;    // and with the orders that were refused
  for (std::size_t i = 0; i < running.positions.size(); ++i) {
    const TradedSession& session = symbol.sessions[i];
    if (!session.ran) running.positions[i] = session.recomputed;
    taken.positions[i] = running.positions[i];
    if (session.ran) taken.positions[i] += missing_by_refusal(session, real.positions[i]);
  }

  SymbolGap gap{symbol.symbol};
  const auto set = [&](GapPart part, double amount) {
    gap.parts[static_cast<std::size_t>(part)] = cents(amount);
  };
  const double backtest_profit = profit(backtest, symbol) - commission * traded_value(backtest);
  const double wanted_profit = profit(wanted, symbol) - commission * traded_value(wanted);
  const double decided_costs = commission * traded_value(decided);
  const double decided_profit = profit(decided, symbol);
  gap.backtest = cents(backtest_profit);
  set(GapPart::DataRevisions, wanted_profit - backtest_profit);
  set(GapPart::DecisionTime, decided_profit - decided_costs - wanted_profit);
  set(GapPart::FillPrice, gained_by_fills(symbol, false));
  set(GapPart::Fees, decided_costs);  // what was paid instead is known of the account only
  set(GapPart::MissedFills, profit(taken, symbol) + gained_by_fills(symbol, true) - decided_profit);
  set(GapPart::Rejections, profit(running, symbol) - profit(taken, symbol));
  set(GapPart::Downtime, profit(real, symbol) - profit(running, symbol));
  return gap;
}

}  // namespace

const char* to_string(GapPart part) {
  switch (part) {
    case GapPart::DataRevisions:
      return "data_revisions";
    case GapPart::DecisionTime:
      return "decision_time";
    case GapPart::FillPrice:
      return "fill_price";
    case GapPart::Fees:
      return "fees";
    case GapPart::MissedFills:
      return "missed_fills";
    case GapPart::Rejections:
      return "rejections";
    case GapPart::Downtime:
      return "downtime";
    case GapPart::Outside:
      break;
  }
  return "outside";
}

Gap explain_gap(const std::vector<TradedSymbol>& symbols, double commission, double fees,
                double equity_change) {
  Gap gap;
  gap.account = cents(equity_change);
  gap.parts[static_cast<std::size_t>(GapPart::Fees)] = -cents(fees);
  for (const TradedSymbol& symbol : symbols) {
    gap.symbols.push_back(gap_of(symbol, commission));
    gap.backtest += gap.symbols.back().backtest;
    for (std::size_t i = 0; i < gap_parts; ++i) gap.parts[i] += gap.symbols.back().parts[i];
  }
  gap.parts[static_cast<std::size_t>(GapPart::Outside)] =
      gap.account - std::accumulate(gap.parts.begin(), gap.parts.end(), gap.backtest);
  return gap;
}

}  // namespace stratgen
