#include "runtime/engine/data_set.hpp"

#include "runtime/market/calendar.hpp"
#include "runtime/market/resample.hpp"
#include "runtime/market/timeframe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <span>

namespace stratgen {

namespace {

// At each of the times `now` the last bar whose time in `known_from` has come; both ascend.
AlignedAsset last_known(const Bars& asset, std::span<const std::int64_t> known_from,
                        std::span<const std::int64_t> now) {
  const std::size_t n = now.size();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> missing(n, nan);
  AlignedAsset aligned{missing, missing, missing, missing, missing};
  std::size_t known = 0;
  for (std::size_t i = 0; i < n; ++i) {
    while (known < asset.size() && known_from[known] <= now[i]) ++known;
    if (known == 0) continue;
    aligned.open[i] = asset.open[known - 1];
    aligned.high[i] = asset.high[known - 1];
    aligned.low[i] = asset.low[known - 1];
    aligned.close[i] = asset.close[known - 1];
    aligned.volume[i] = asset.volume[known - 1];
  }
  return aligned;
}

}  // namespace

AlignedAsset align(const Bars& asset, const Bars& traded) {
  return last_known(asset, asset.time, traded.time);
}

AlignedAsset align_finished(const Bars& asset, const BarKind& asset_kind, const Bars& traded,
                            const BarKind& kind_of_traded) {
  BarKind traded_kind = kind_of_traded;
  if (traded_kind.market == Market::Unknown && asset_kind.market != Market::Unknown) {
    traded_kind.market = Market::Weekdays;
  }
  const bool of_days = std::min(asset_kind.seconds, traded_kind.seconds) >= seconds_of_a_day;
  if (of_days && !(has_hours(asset_kind.market) && has_hours(traded_kind.market))) {
    return last_known(asset, last_dates(asset, asset_kind), last_dates(traded, traded_kind));
  }
  return last_known(asset, bar_ends(asset, asset_kind), bar_ends(traded, traded_kind));
}

DataSet::DataSet(Bars traded, AssetSource source, DataSetOptions options)
    : bars_(std::move(traded)),
      source_(std::move(source)),
      options_(options),
      periods_per_year_(stratgen::periods_per_year(bars_)) {
  for (const BarColumn<double>* const column :
       {&bars_.open, &bars_.high, &bars_.low, &bars_.close, &bars_.volume}) {
    indicators_.add_source(*column);
  }
}

const AlignedAsset* DataSet::add(AssetKey key, AlignedAsset aligned) const {
  const AlignedAsset& asset = assets_.emplace(std::move(key), std::move(aligned)).first->second;
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

Result<BarKind> DataSet::kind() const {
  return options_.kind ? Result<BarKind>(*options_.kind) : bar_kind(bars_);
}

Result<const AlignedAsset*> DataSet::asset(const std::string& symbol,
                                           const std::string& timeframe) const {
  const std::scoped_lock lock(assets_mutex_);
  AssetKey key{symbol, timeframe};
  if (const auto found = assets_.find(key); found != assets_.end()) return &found->second;
  STRATGEN_TRY(AlignedAsset found,
               timeframe.empty() ? aligned(symbol) : aligned(symbol, timeframe));
  return add(std::move(key), std::move(found));
}

Result<AlignedAsset> DataSet::aligned(const std::string& symbol) const {
  if (symbol == bars_.symbol) return align(bars_, bars_);
  STRATGEN_TRY(const AssetBars found, find(symbol, ""));
  return align(found.bars, bars_);
}

Result<AlignedAsset> DataSet::aligned(const std::string& symbol,
                                      const std::string& timeframe) const {
  const auto seconds = timeframe_seconds(timeframe);
  if (!seconds) {
    return fail(Fault::Run,
                fmt::format("asset(\"{}\", \"{}\"): there is no such time frame; use 1m "
                            "5m 15m 30m 1h 4h 1d 1wk or 1mo",
                            symbol, timeframe));
  }
  if (options_.assets_are_aligned) {
    STRATGEN_TRY(const AssetBars found, find(symbol, timeframe));
    return align(found.bars, bars_);
  }
  STRATGEN_TRY(const BarKind traded, kind());
  const bool of_traded = symbol == bars_.symbol && traded.seconds <= *seconds;
  STRATGEN_TRY(AssetBars found,
               of_traded ? Result<AssetBars>(AssetBars(bars_, traded)) : find(symbol, timeframe));
  STRATGEN_TRY(BarKind of_asset, found.kind ? Result<BarKind>(*found.kind) : bar_kind(found.bars));
  if (of_asset.seconds > *seconds) {
    return fail(
        Fault::Data,
        fmt::format("the strategy asks for {1} bars of asset \"{0}\", of which the data has "
                    "{2} bars; give {1} or shorter ones with --asset {0}=FILE.csv",
                    symbol, timeframe, timeframe_text(of_asset.seconds)));
  }
  if (of_asset.seconds != *seconds) {
    STRATGEN_TRY(found.bars, resample(found.bars, of_asset, timeframe));
    of_asset.seconds = *seconds;
  }
  return align_finished(found.bars, of_asset, bars_, traded);
}

Result<AssetBars> DataSet::find(const std::string& symbol, const std::string& timeframe) const {
  if (!source_) {
    return fail(Fault::Data,
                fmt::format("the strategy asks for {1}asset \"{0}\", which is not in the data; "
                            "give it with --asset {0}=FILE.csv",
                            symbol, timeframe.empty() ? "" : timeframe + " bars of "));
  }
  STRATGEN_TRY(AssetBars found, source_(symbol, timeframe));
  if ((found.bars.clock == Clock::Numbers) != (bars_.clock == Clock::Numbers)) {
    return fail(Fault::Data,
                fmt::format("asset \"{}\" cannot be aligned to the traded bars: one of "
                            "them has dates, the other has none",
                            symbol));
  }
  return found;
}

}  // namespace stratgen
