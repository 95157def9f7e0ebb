// DataSet: what one or many backtests see: the traded bars, other assets aligned to them, the
// calendar, and the indicators computed so far. Shared read-only by all threads.
#pragma once

#include <stratgen/abi.hpp>

#include "runtime/base/result.hpp"
#include "runtime/engine/close_table.hpp"
#include "runtime/indicator/cache.hpp"
#include "runtime/market/bar_ends.hpp"
#include "runtime/market/bars.hpp"

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace stratgen {

// Finds the bars of an asset that a strategy asks for, in a time frame such as "1wk" or a finer
// one;
// "" is that of the traded bars.
struct AssetBars {
  // NOLINTNEXTLINE(google-explicit-constructor): bars are all that most sources have
  AssetBars(Bars found, std::optional<BarKind> known = {}) : bars(std::move(found)), kind(known) {}

  Bars bars;
  std::optional<BarKind> kind;  // where more is known of it than the bars tell
};
using AssetSource =
    std::function<Result<AssetBars>(const std::string& symbol, const std::string& timeframe)>;

// Another asset on the traded asset's bars: at each the last value known at that time, NaN before
// the first.
struct AlignedAsset {
  std::vector<double> open, high, low, close, volume;
};
// By their stamps: bars of one time frame that begin together are known together.
AlignedAsset align(const Bars& asset, const Bars& traded);

// In another time frame: at each traded bar's close the last bar that is finished. Between days and
// longer bars, where the hours of one of the markets are not known, their dates tell; and of weeks
// and months whose market is not known the asset's end on the last day, the traded ones before the
// weekend.
AlignedAsset align_finished(const Bars& asset, const BarKind& asset_kind, const Bars& traded,
                            const BarKind& traded_kind);

struct DataSetOptions {
  std::optional<BarKind> kind = {};  // of the traded bars, if they are a part of others
  bool assets_are_aligned = false;   // the source's bars have the traded bars' times already
};

class DataSet {
 public:
  explicit DataSet(Bars traded, AssetSource source = {}, DataSetOptions options = {});

  const Bars& bars() const { return bars_; }
  double periods_per_year() const { return periods_per_year_; }
  // One entry per bar; computed at the first call.
  const std::vector<abi::Day>& days() const;
  // The address is stable. A missing asset is an Error with Fault::Data that names it. In a longer
  // time frame than theirs, the traded bars themselves are resampled, and so is what the source
  // has.
  Result<const AlignedAsset*> asset(const std::string& symbol,
                                    const std::string& timeframe = "") const;
  // Of the traded bars; an Error for bars without dates.
  Result<BarKind> kind() const;
  // Computed at the first call.
  const CloseTable& close_table() const;
  IndicatorCache& indicators() const { return indicators_; }

 private:
  static constexpr std::size_t indicator_bytes = std::size_t{1} << 30;

  using AssetKey = std::pair<std::string, std::string>;  // symbol and time frame

  const AlignedAsset* add(AssetKey key, AlignedAsset aligned) const;
  Result<AlignedAsset> aligned(const std::string& symbol) const;
  Result<AlignedAsset> aligned(const std::string& symbol, const std::string& timeframe) const;
  Result<AssetBars> find(const std::string& symbol, const std::string& timeframe) const;

  Bars bars_;
  AssetSource source_;
  DataSetOptions options_;
  double periods_per_year_;
  mutable std::once_flag days_once_;
  mutable std::vector<abi::Day> days_;
  mutable std::once_flag close_table_once_;
  mutable std::optional<CloseTable> close_table_;
  mutable std::mutex assets_mutex_;
  mutable std::map<AssetKey, AlignedAsset> assets_;
  mutable IndicatorCache indicators_{indicator_bytes};
};

}  // namespace stratgen
