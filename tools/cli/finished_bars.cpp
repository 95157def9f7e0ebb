#include "tools/cli/finished_bars.hpp"

#include "runtime/market/verify_checks.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stratgen {
namespace {

tl::unexpected<Error> of_unknown_age(const std::string& symbol) {
  return fail(Fault::Data,
              fmt::format("{}: its bars have no dates, or too few to tell its sessions, so nobody "
                          "knows whether they are up to date",
                          symbol));
}

// Weeks and months have a known rhythm even where their market has none.
bool has_unknown_age(const BarKind& kind) {
  return kind.market == Market::Unknown && kind.seconds <= seconds_of_a_day;
}

}  // namespace

std::string StaleBars::last_bar() const { return date_text(freshness.last_bar, clock); }

std::string StaleBars::missing_from() const {
  return date_text(freshness.missing_from, freshness.missing_clock);
}
std::string StaleBars::missing_to() const {
  return date_text(freshness.missing_to, freshness.missing_clock);
}

std::string StaleBars::mend() const {
  const std::string command = "stratgen data fetch " + symbol;
  return timeframe == "1d" ? command : command + " --timeframe " + timeframe;
}

Error StaleBars::error() const {
  const bool one = freshness.missing == 1;
  return {Fault::Data, fmt::format("{}: the last {} bar is of {}, and {} bar{} of its market {} "
                                   "missing, up to {}; run {}",
                                   symbol, timeframe, last_bar(), freshness.missing, one ? "" : "s",
                                   one ? "is" : "are", missing_to(), mend())};
}

Result<FinishedBars> load_finished(const BarSource& source, const std::string& symbol,
                                   const std::string& timeframe, const FinishedWhen& when,
                                   std::optional<StaleBars>& stale) {
  STRATGEN_TRY(MarketBars loaded, source.load(symbol, timeframe));
  if (loaded.bars.clock == Clock::Numbers) return of_unknown_age(symbol);
  FinishedBars finished;
  STRATGEN_TRY(finished.kind, bar_kind(loaded.bars));
  finished.market = loaded.kind.value_or(finished.kind);
  finished.note = loaded.adaptation.value_or("");
  if (has_unknown_age(finished.market)) return of_unknown_age(symbol);
  const std::int64_t now = when.now.value_or(bar_ends(loaded.bars, finished.market).back());
  // What had not ended when the bars were fetched is not whole, however long ago that was.
  const std::size_t count =
      finished_bars(loaded.bars, finished.market, std::min(now, loaded.fetched_at.value_or(now)));
  if (count == 0) {
    return fail(
        Fault::Data,
        fmt::format("{}: none of its {} bars, of which the first is of {}, has "
                    "ended at the time asked for",
                    symbol, timeframe, date_text(loaded.bars.time.front(), loaded.bars.clock)));
  }
  STRATGEN_TRY(finished.bars,
               slice(loaded.bars, loaded.bars.time.front(), loaded.bars.time[count - 1]));
  finished.freshness = freshness(finished.bars, finished.market, now);
  if (finished.freshness.missing > when.max_age) {
    stale = StaleBars{symbol, timeframe, finished.bars.clock, finished.freshness};
    return tl::unexpected(stale->error());
  }
  return finished;
}

Result<void> reaches(const FinishedBars& asset, const FinishedBars& traded, bool of_its_own,
                     const FinishedWhen& when) {
  // Of other exchanges any weekday may be a holiday.
  if (!when.now || asset.market.market == Market::Weekdays) return {};
  Bars last;
  last.time = {traded.bars.time.back()};
  last.clock = of_its_own ? traded.bars.clock : asset.bars.clock;
  const std::int64_t until = bar_ends(last, of_its_own ? traded.market : asset.market).front();
  const int lacking = freshness(asset.bars, asset.market, until).age;
  if (lacking <= when.max_age) return {};
  return fail(
      Fault::Data,
      fmt::format(
          "{0}: the strategy reads it, and {1} of its bars up to {2} {3} not there yet; "
          "fetch {4} once {5} ended (stratgen data fetch {0}), or do without: --max-age {1}",
          asset.bars.symbol, lacking, date_text(last.time.front(), traded.bars.clock),
          lacking == 1 ? "is" : "are", lacking == 1 ? "it" : "them",
          lacking == 1 ? "it has" : "they have"));
}

}  // namespace stratgen
