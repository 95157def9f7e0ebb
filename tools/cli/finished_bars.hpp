// The bars that a signal is made of: those of a market that have ended, if they are not too old.
#pragma once

#include "runtime/market/freshness.hpp"
#include "tools/cli/bar_source.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace stratgen {

struct FinishedBars {
  Bars bars;
  BarKind kind;    // of all of them, from the bars alone
  BarKind market;  // and as far as it is known
  Freshness freshness;
  std::string note;  // set when they stand in for what was asked for
};

// Bars that lack others which have ended.
struct StaleBars {
  std::string symbol, timeframe;
  Clock clock = Clock::Dates;
  Freshness freshness;

  std::string last_bar() const;                          // as people read it
  std::string missing_from() const, missing_to() const;  // the same
  std::string mend() const;                              // the command that does
  Error error() const;
};

struct FinishedWhen {
  std::optional<std::int64_t> now;  // seconds since 1970, UTC; none: the end of each market's bars
  int max_age = 0;                  // bars that may be missing
};

// Bars that lack more than that are an Error, with `stale` set, and so are bars of which nobody can
// tell whether they are up to date.
Result<FinishedBars> load_finished(const BarSource& source, const std::string& symbol,
                                   const std::string& timeframe, const FinishedWhen& when,
                                   std::optional<StaleBars>& stale);

// What a run reads of an asset at the last of the traded bars may end later than that bar, as a day
// of Bitcoin does, or come later. Until it is there, a backtest that is run afterwards would see
// another asset than this one, so more than `max_age` such bars are an Error. An asset without a
// time frame of its own is read by stamps, any other by ends.
Result<void> reaches(const FinishedBars& asset, const FinishedBars& traded, bool of_its_own,
                     const FinishedWhen& when);

}  // namespace stratgen
