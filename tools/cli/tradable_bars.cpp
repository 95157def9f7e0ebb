#include "tools/cli/tradable_bars.hpp"

#include "runtime/market/verify.hpp"
#include "runtime/market/verify_checks.hpp"
#include "tools/cli/data_quality.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stratgen {
namespace {

tl::unexpected<Error> refuse(const BarRevision& revision, const std::vector<Defect>& severe) {
  constexpr std::size_t shown = 3;
  std::string first;
  for (std::size_t i = 0; i < std::min(shown, severe.size()); ++i) {
    const std::string when =
        severe[i].time ? " (" + date_text(*severe[i].time, revision.clock) + ")" : "";
    first += fmt::format("{}{}{}", i == 0 ? "" : "; ", severe[i].message, when);
  }
  const std::size_t rest = severe.size() - std::min(shown, severe.size());
  const std::string symbol = revision.timeframe == "1d"
                                 ? revision.symbol
                                 : revision.symbol + " --timeframe " + revision.timeframe;
  return fail(
      Fault::Data,
      fmt::format("the {} bars of {} have {} severe {}: {}{}; see all with: stratgen data verify "
                  "{}, mend them with: stratgen data repair {}, or trade them as they are with "
                  "--allow-defects",
                  revision.timeframe, revision.symbol, severe.size(),
                  severe.size() == 1 ? "defect" : "defects", first,
                  rest == 0 ? "" : fmt::format("; and {} more", rest), symbol, symbol));
}

}  // namespace

Result<Bars> load_tradable(const BarStore& store, const std::string& symbol,
                           const std::string& timeframe, bool allow_defects) {
  if (allow_defects) return store.load(symbol, timeframe);
  STRATGEN_TRY(const std::vector<BarRevision> revisions, store.revisions(symbol, timeframe));
  if (revisions.empty()) return store.load(symbol, timeframe);  // whose Error says what there is
  STRATGEN_TRY(Bars bars, store.load(revisions[0]));
  Surroundings surroundings(store, revisions[0].last);  // an old last bar is not severe
  STRATGEN_TRY(const Expectations expected, surroundings.of(revisions[0]));
  std::vector<Defect> defects = verify(bars, expected);
  std::erase_if(defects, [](const Defect& defect) { return defect.severity != Severity::Severe; });
  if (!defects.empty()) return refuse(revisions[0], defects);
  return bars;
}

}  // namespace stratgen
