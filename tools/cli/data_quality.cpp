#include "tools/cli/data_quality.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stratgen {
namespace {

constexpr const char* market_symbol = "SPY";

}  // namespace

DefectCounts count_defects(const std::vector<Defect>& defects) {
  DefectCounts counts;
  for (const Defect& defect : defects) {
    switch (defect.severity) {
      case Severity::Note:
        ++counts.notes;
        break;
      case Severity::Warning:
        ++counts.warnings;
        break;
      case Severity::Severe:
        ++counts.severe;
        break;
    }
  }
  return counts;
}

const Bars* Surroundings::market_at(const std::string& timeframe) {
  const auto [entry, is_new] = market_.try_emplace(timeframe);
  if (is_new) {
    if (Result<Bars> bars = store_.load(market_symbol, timeframe)) {
      entry->second = std::make_unique<Bars>(std::move(*bars));
    }
  }
  return entry->second.get();
}

Result<Expectations> Surroundings::of(const BarRevision& revision) {
  Expectations known{.timeframe = revision.timeframe};
  STRATGEN_TRY(known.actions, store_.actions(revision));
  known.now = now_;
  if (revision.symbol != market_symbol) known.market = market_at(revision.timeframe);
  return known;
}

Result<std::vector<BarRevision>> chosen_revisions(const BarStore& store,
                                                  const std::vector<std::string>& symbols,
                                                  const std::string& timeframe) {
  STRATGEN_TRY(std::vector<BarRevision> revisions, store.list());
  std::erase_if(revisions, [&](const BarRevision& revision) {
    const bool named = symbols.empty() ||
                       std::find(symbols.begin(), symbols.end(), revision.symbol) != symbols.end();
    return !named || (!timeframe.empty() && revision.timeframe != timeframe);
  });
  for (const std::string& symbol : symbols) {
    const bool found = std::any_of(revisions.begin(), revisions.end(),
                                   [&](const BarRevision& r) { return r.symbol == symbol; });
    if (found) continue;
    return fail(Fault::Data,
                fmt::format("the store has no {}bars of {}; import them with: stratgen data import "
                            "FILE --symbol {}",
                            timeframe.empty() ? "" : timeframe + " ", symbol, symbol));
  }
  return revisions;
}

}  // namespace stratgen
