#include "runtime/import/price_adjustment.hpp"

#include <cmath>
#include <utility>

namespace stratgen {
namespace {

bool is_split(double value) { return std::isfinite(value) && value > 0 && value != 1; }

void list_actions(const AdjustmentColumns& columns, ImportedMarket& market) {
  for (std::size_t i = 0; i < market.bars.size(); ++i) {
    const std::int64_t time = market.bars.time[i];
    if (!columns.dividend.empty() && columns.dividend[i] > 0) {
      market.actions.push_back({CorporateAction::Kind::Dividend, time, columns.dividend[i]});
    }
    if (!columns.split.empty() && is_split(columns.split[i])) {
      market.actions.push_back({CorporateAction::Kind::Split, time, columns.split[i]});
    }
  }
}

// Volumes as if today's shares had always been traded. A split counts where the factor of the
// adjusted close jumps with it; vendors also list splits that their raw prices do not show.
void adjust_volume(const AdjustmentColumns& columns, const Bars& raw, Bars& bars) {
  if (columns.split.empty()) return;
  constexpr double tolerance = 0.2;  // the dividend of the day is in the factor, too
  double shares = 1;
  for (std::size_t i = bars.size(); i-- > 1;) {
    if (is_split(columns.split[i])) {
      const double before = columns.close[i - 1] / raw.close[i - 1];
      const double after = columns.close[i] / raw.close[i];
      if (std::abs(after / before / columns.split[i] - 1) < tolerance) shares *= columns.split[i];
    }
    bars.volume[i - 1] *= shares;
  }
}

void scale_prices(const AdjustmentColumns& columns, const Bars& raw, Bars& bars) {
  for (std::size_t i = 0; i < bars.size(); ++i) {
    if (raw.close[i] == columns.close[i] || raw.close[i] == 0) continue;
    const double factor = columns.close[i] / raw.close[i];
    bars.open[i] *= factor;
    bars.high[i] *= factor;
    bars.low[i] *= factor;
    bars.close[i] = columns.close[i];
  }
  adjust_volume(columns, raw, bars);
}

}  // namespace

std::string adjust_prices(const AdjustmentColumns& columns, ImportedMarket& market) {
  list_actions(columns, market);
  if (columns.close.empty()) return "";
  market.adjustment = Adjustment::Full;
  Bars raw = market.bars;
  const bool all_columns = !columns.open.empty() && !columns.high.empty() && !columns.low.empty();
  if (all_columns) {
    market.bars.open = columns.open;
    market.bars.high = columns.high;
    market.bars.low = columns.low;
    market.bars.close = columns.close;
    if (!columns.volume.empty()) market.bars.volume = columns.volume;
  } else {
    scale_prices(columns, raw, market.bars);
  }
  if (market.bars.close == raw.close && market.bars.open == raw.open) {
    return "prices are adjusted (adjusted and raw close are the same)";
  }
  market.raw = std::move(raw);
  return all_columns ? "prices are the adjusted columns, the raw ones are kept too"
                     : "prices adjusted by the adjusted close, the raw ones are kept too";
}

}  // namespace stratgen
