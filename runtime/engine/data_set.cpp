#include "runtime/engine/data_set.hpp"

#include "runtime/market/calendar.hpp"

#include <fmt/format.h>

#include <limits>

namespace stratgen {

AlignedAsset align(const Bars& asset, const Bars& traded) {
  const std::size_t n = traded.size();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> missing(n, nan);
  AlignedAsset aligned{missing, missing, missing, missing, missing};
  std::size_t known = 0;  // asset bars at or before the traded bar's time
  for (std::size_t i = 0; i < n; ++i) {
    while (known < asset.size() && asset.time[known] <= traded.time[i]) ++known;
    if (known == 0) continue;
    aligned.open[i] = asset.open[known - 1];
    aligned.high[i] = asset.high[known - 1];
    aligned.low[i] = asset.low[known - 1];
    aligned.close[i] = asset.close[known - 1];
    aligned.volume[i] = asset.volume[known - 1];
  }
  return aligned;
}

DataSet::DataSet(Bars traded, AssetSource source)
    : bars_(std::move(traded)),
      source_(std::move(source)),
      periods_per_year_(stratgen::periods_per_year(bars_)) {
  for (const BarColumn<double>* const column :
       {&bars_.open, &bars_.high, &bars_.low, &bars_.close, &bars_.volume}) {
    indicators_.add_source(*column);
  }
}

const AlignedAsset* DataSet::add(const std::string& symbol, const Bars& bars) const {
  const AlignedAsset& asset = assets_.emplace(symbol, align(bars, bars_)).first->second;
  for (const std::vector<double>* const column :
       {&asset.open, &asset.high, &asset.low, &asset.close, &asset.volume}) {
    indicators_.add_source(*column);
  }
  return &asset;
}

const std::vector<abi::Day>& DataSet::days() const {
  std::call_once(days_once_, [this] { days_ = calendar_days(bars_); });
  return days_;
}

const CloseTable& DataSet::close_table() const {
  std::call_once(close_table_once_, [this] { close_table_.emplace(bars_.close); });
  return *close_table_;
}

Result<const AlignedAsset*> DataSet::asset(const std::string& symbol) const {
  const std::scoped_lock lock(assets_mutex_);
  if (const auto found = assets_.find(symbol); found != assets_.end()) return &found->second;
  if (symbol == bars_.symbol) return add(symbol, bars_);
  if (!source_) {
    return fail(Fault::Data,
                fmt::format("the strategy asks for asset \"{0}\", which is not in the data; "
                            "give it with --asset {0}=FILE.csv",
                            symbol));
  }
  STRATGEN_TRY(const Bars bars, source_(symbol));
  if ((bars.clock == Clock::Numbers) != (bars_.clock == Clock::Numbers)) {
    return fail(Fault::Data,
                fmt::format("asset \"{}\" cannot be aligned to the traded bars: one of "
                            "them has dates, the other has none",
                            symbol));
  }
  return add(symbol, bars);
}

}  // namespace stratgen
