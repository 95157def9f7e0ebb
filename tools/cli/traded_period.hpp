// A period that was traded, session by session, from the log of runs and the bars of today.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/market/bars.hpp"
#include "runtime/trade/explain.hpp"
#include "runtime/trade/trade_log.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace stratgen {

// What the log says about an account, all in the order of time.
struct TradingRecord {
  std::vector<LoggedRun> runs;
  std::vector<Intent> intents;
  std::vector<std::pair<std::int64_t, double>> equities;
  std::vector<LoggedExit> exits = {};
  std::vector<Fill> fills = {};  // each part with its time, as far as the broker told
  std::vector<LoggedCashFlow> flows = {};
  std::int64_t flows_read = 0;  // up to when; 0: never
};

// Daily bars of a symbol, and the instant at which each is over.
struct DailyBars {
  Bars bars;
  std::vector<std::int64_t> ends;
};

// The share of its capital that a strategy wants to hold in its symbol at `now`, by the bars of
// today; nothing where that cannot be told.
using Recompute =
    std::function<std::optional<double>(const std::string& document, std::int64_t now)>;

struct TradedPeriod {
  std::vector<TradedSymbol> symbols;
  std::vector<std::int64_t> sessions;  // dates, in days since 1970
  std::size_t runs = 0;
  double equity_before = 0, equity_after = 0;  // as read next to the closes
  std::optional<double> fees;                  // that the broker took, where it was asked
  double transferred = 0;                      // deposits less withdrawals
};

// Fills count in the session in which they were made; those without a time in the one that they
// were decided for. The equity at a close is the one that the broker told the next run, where it
// did. From the first session that a run in [from, to] decided for, to the last one that is over
// and at whose end or later the equity was read. `bars` has every symbol of signals and orders. A
// run that had no signal for a symbol did not run for it. Too little in the log is a Fault::Data.
Result<TradedPeriod> traded_period(const TradingRecord& record,
                                   const std::map<std::string, DailyBars>& bars, std::int64_t from,
                                   std::int64_t to, const Recompute& recompute);

}  // namespace stratgen
