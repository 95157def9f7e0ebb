// What `data verify` and `data repair` share: which bars, and what the store knows about them.
#pragma once

#include "runtime/market/bar_store.hpp"
#include "runtime/market/verify.hpp"
#include "tools/cli/context.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace stratgen {

DefectCounts count_defects(const std::vector<Defect>& defects);

// What is known beyond the bars of a revision: corporate actions, the time, and SPY's bars as those
// of the market, where the store has them at the same timeframe.
class Surroundings {
 public:
  Surroundings(const BarStore& store, std::int64_t now) : store_(store), now_(now) {}

  // Valid as long as this object.
  Result<Expectations> of(const BarRevision& revision);

 private:
  const Bars* market_at(const std::string& timeframe);

  const BarStore& store_;
  std::int64_t now_;
  std::map<std::string, std::unique_ptr<Bars>> market_;  // by timeframe; null if there are none
};

// The newest revisions of the symbols, or of all for none, at one timeframe or at any for "". A
// symbol without bars is an Error.
Result<std::vector<BarRevision>> chosen_revisions(const BarStore& store,
                                                  const std::vector<std::string>& symbols,
                                                  const std::string& timeframe);

}  // namespace stratgen
