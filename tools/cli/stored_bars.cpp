#include "tools/cli/stored_bars.hpp"

#include "runtime/market/resample.hpp"
#include "runtime/market/timeframe.hpp"
#include "tools/cli/tradable_bars.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stratgen {
namespace {

std::int64_t seconds_of(const std::string& timeframe) {
  return timeframe_seconds(timeframe).value_or(0);
}

// Which market weeks belong to is not to be seen in them.
Result<std::optional<BarKind>> kind_of_long(const BarStore& store, const std::string& symbol,
                                            const std::string& timeframe) {
  if (seconds_of(timeframe) <= seconds_of_a_day) return std::nullopt;
  STRATGEN_TRY(const auto shorter, shorter_revisions(store, symbol, timeframe));
  if (shorter.empty()) return std::nullopt;
  STRATGEN_TRY(const Bars bars, store.load(shorter.front()));
  STRATGEN_TRY(BarKind kind, bar_kind(bars));
  kind.seconds = seconds_of(timeframe);
  return kind;
}

std::optional<std::int64_t> when_fetched(const BarRevision& revision) {
  return revision.fetched_at == 0 ? std::nullopt : std::optional(revision.fetched_at);
}

}  // namespace

Result<MarketBars> resampled(const Bars& shorter, const std::string& timeframe) {
  STRATGEN_TRY(BarKind kind, bar_kind(shorter));
  STRATGEN_TRY(Bars bars, resample(shorter, kind, timeframe));
  std::string adaptation = fmt::format("{} {} bars are made of {} bars", shorter.symbol, timeframe,
                                       timeframe_text(kind.seconds));
  kind.seconds = seconds_of(timeframe);
  return MarketBars{std::move(bars), std::move(adaptation), kind};
}

Result<std::vector<BarRevision>> shorter_revisions(const BarStore& store, const std::string& symbol,
                                                   const std::string& timeframe) {
  const std::int64_t wanted = seconds_of(timeframe);
  STRATGEN_TRY(std::vector<BarRevision> all, store.list());
  std::erase_if(all, [&](const BarRevision& revision) {
    const std::int64_t seconds = seconds_of(revision.timeframe);
    const bool fits =
        seconds > 0 && seconds < wanted && (wanted >= seconds_of_a_day || wanted % seconds == 0);
    return revision.symbol != symbol || !fits;
  });
  std::sort(all.begin(), all.end(), [](const BarRevision& a, const BarRevision& b) {
    return seconds_of(a.timeframe) > seconds_of(b.timeframe);
  });
  return all;
}

Result<bool> can_load_stored(const BarStore& store, const std::string& symbol,
                             const std::string& timeframe) {
  STRATGEN_TRY(const std::vector<BarRevision> kept, store.revisions(symbol, timeframe));
  if (!kept.empty()) return true;
  STRATGEN_TRY(const std::vector<BarRevision> shorter, shorter_revisions(store, symbol, timeframe));
  return !shorter.empty();
}

Result<MarketBars> load_stored(const BarStore& store, const std::string& symbol,
                               const std::string& timeframe, bool allow_defects) {
  STRATGEN_TRY(const std::vector<BarRevision> kept, store.revisions(symbol, timeframe));
  if (kept.empty()) {
    STRATGEN_TRY(const auto shorter, shorter_revisions(store, symbol, timeframe));
    for (const BarRevision& revision : shorter) {
      STRATGEN_TRY(const Bars bars,
                   load_tradable(store, symbol, revision.timeframe, allow_defects));
      if (auto made = resampled(bars, timeframe)) {
        made->fetched_at = when_fetched(revision);
        return made;
      }
    }
  }
  STRATGEN_TRY(Bars bars, load_tradable(store, symbol, timeframe, allow_defects));
  STRATGEN_TRY(const auto kind, kind_of_long(store, symbol, timeframe));
  MarketBars market{std::move(bars), std::nullopt, kind};
  if (!kept.empty()) market.fetched_at = when_fetched(kept.front());
  return market;
}

}  // namespace stratgen
