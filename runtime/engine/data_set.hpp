// DataSet: what one or many backtests see: the traded bars, other assets aligned to them, the
// calendar, and the indicators computed so far. Shared read-only by all threads.
#pragma once

#include <stratgen/abi.hpp>

#include "runtime/base/result.hpp"
#include "runtime/engine/close_table.hpp"
#include "runtime/indicator/cache.hpp"
#include "runtime/market/bars.hpp"

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

// Finds the bars of another asset that a strategy asks for.
using AssetSource = std::function<Result<Bars>(const std::string& symbol)>;

// Another asset on the traded asset's bars: at each the last value known at that time, NaN before
// the first.
struct AlignedAsset {
  std::vector<double> open, high, low, close, volume;
};
AlignedAsset align(const Bars& asset, const Bars& traded);

class DataSet {
 public:
  explicit DataSet(Bars traded, AssetSource source = {});

  const Bars& bars() const { return bars_; }
  double periods_per_year() const { return periods_per_year_; }
  // One entry per bar; computed at the first call.
  const std::vector<abi::Day>& days() const;
  // The address is stable. A missing asset is an Error with Fault::Data that names it.
  Result<const AlignedAsset*> asset(const std::string& symbol) const;
  // Computed at the first call.
  const CloseTable& close_table() const;
  IndicatorCache& indicators() const { return indicators_; }

 private:
  static constexpr std::size_t indicator_bytes = std::size_t{1} << 30;

  const AlignedAsset* add(const std::string& symbol, const Bars& bars) const;

  Bars bars_;
  AssetSource source_;
  double periods_per_year_;
  mutable std::once_flag days_once_;
  mutable std::vector<abi::Day> days_;
  mutable std::once_flag close_table_once_;
  mutable std::optional<CloseTable> close_table_;
  mutable std::mutex assets_mutex_;
  mutable std::map<std::string, AlignedAsset, std::less<>> assets_;
  mutable IndicatorCache indicators_{indicator_bytes};
};

}  // namespace stratgen
