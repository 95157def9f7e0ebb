// Why an account differs from the backtest of its strategies: a chain of models of the same
// positions, each of which replaces one thing by what really happened. What the profit changes by
// from one model to the next is that thing's part (A. Perold, "The Implementation Shortfall", JPM
// 1988, with more steps), so the parts add up to the gap, to the cent.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace stratgen {

// What was filled of orders, negative if sold.
struct PricedFill {
  double shares = 0;
  double price = 0;
  bool exit = false;  // that the broker held: nobody decided it that day
};

// One symbol in one session. Positions are shares, negative if short.
struct TradedSession {
  double open = 0, close = 0;
  bool ran = false;           // a run decided for it
  double recomputed = 0;      // the position that a backtest of today wants
  double logged = 0;          // the one that the run wanted; only where it ran
  double decision_price = 0;  // the last price when it was decided; 0: no order was
  std::vector<PricedFill> fills = {};
  double refused = 0;  // shares of orders that were not taken; counts up to what is missing
};

struct TradedSymbol {
  std::string symbol;
  // At the close before the first session.
  double close_before = 0;
  double wanted_before = 0;
  double held_before = 0;
  std::vector<TradedSession> sessions;
};

enum class GapPart {
  DataRevisions,  // today's bars want other positions than those of that day did
  DecisionTime,   // prices moved between the open, at which backtests trade, and the decision
  FillPrice,      // fills against the price at the decision
  Fees,           // the backtest's commission against what was paid
  MissedFills,    // wanted and not held: filled in part, not filled, not ordered, left by an exit
  Rejections,     // the same, of orders that were refused
  Downtime,       // no run decided, and the position stayed
  Outside,        // all that the log knows nothing of: deposits, dividends, other trades, and
                  // prices that moved between a close and the reading of the equity
};
constexpr std::size_t gap_parts = 8;
const char* to_string(GapPart part);  // "data_revisions"

// In cents.
using GapAmounts = std::array<std::int64_t, gap_parts>;

struct SymbolGap {
  std::string symbol;
  std::int64_t backtest = 0;  // its profit, with commission
  GapAmounts parts = {};      // without what is outside
};

struct Gap {
  std::int64_t backtest = 0;
  std::int64_t account = 0;  // what its equity changed by: the backtest's profit and all parts
  GapAmounts parts = {};
  std::vector<SymbolGap> symbols;
};

// `commission` is the backtest's, of each order's value; `fees` what was paid, if more than that is
// in the prices; `equity_change` that of the account over the sessions. All numbers are finite.
Gap explain_gap(const std::vector<TradedSymbol>& symbols, double commission, double fees,
                double equity_change);

}  // namespace stratgen
