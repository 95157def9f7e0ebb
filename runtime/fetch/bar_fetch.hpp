// One market's bars from one source: only what is missing, unless the source has changed its past.
#pragma once

#include "runtime/fetch/market_source.hpp"
#include "runtime/market/bar_store.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace stratgen {

// What the store holds from this source.
struct KeptBars {
  Bars bars;
  std::optional<Bars> raw;
  std::vector<CorporateAction> actions;
  std::int64_t asked_from = 0;  // how far back was asked when they were fetched
};

struct FetchedBars {
  NewBars bars;           // all there is now: kept and new
  std::size_t added = 0;  // of them, how many were not kept
  bool restated = false;  // kept bars have other values now, so all were fetched again
  std::vector<std::string> notes;
  std::optional<Error> stopped;  // why pages are missing at the end; what came before is good
};

// Called after each page with the bars that have come so far.
using FetchProgress = std::function<void(std::size_t bars)>;

// Fetches what is missing up to `ask.to`, and the last ten kept bars again: where they differ by
// more than 2e-5 (Yahoo's adjusted prices vary by up to 1e-5 from call to call) the whole history
// is fetched anew, never mended. Bars that are not final by the source's own clock are left out,
// and so are rows without all prices, which become Defects. Where quoted prices are adjusted for
// splits the raw ones are those times the later splits. Errors: Fault::Service or Interrupted;
// Fault::Data where the source has no such bars.
Result<FetchedBars> fetch_bars(const MarketSource& source, HttpService& service, const BarAsk& ask,
                               const std::optional<KeptBars>& kept,
                               const FetchProgress& progress = {});

}  // namespace stratgen
