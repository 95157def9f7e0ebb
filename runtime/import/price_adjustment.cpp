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
BarColumn<double> adjusted_volume(const AdjustmentColumns& columns, const Bars& raw) {
  if (columns.split.empty()) return raw.volume;
  constexpr double tolerance = 0.2;  // the dividend of the day is in the factor, too
  std::vector<double> volume(raw.volume.begin(), raw.volume.end());
  double shares = 1;
  for (std::size_t i = raw.size(); i-- > 1;) {
    if (is_split(columns.split[i])) {
      const double before = columns.close[i - 1] / raw.close[i - 1];
      const double after = columns.close[i] / raw.close[i];
      if (std::abs(after / before / columns.split[i] - 1) < tolerance) shares *= columns.split[i];
    }
    volume[i - 1] *= shares;
  }
  return volume;
}

// What raw prices are multiplied by; a close of zero tells nothing.
std::vector<double> factors_of(const AdjustmentColumns& columns, const Bars& raw) {
  std::vector<double> factors(raw.size(), 1.0);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw.close[i] != columns.close[i] && raw.close[i] != 0) {
      factors[i] = columns.close[i] / raw.close[i];
    }
  }
  return factors;
}

BarColumn<double> scaled(const BarColumn<double>& prices, const std::vector<double>& factors) {
  std::vector<double> result(prices.begin(), prices.end());
  for (std::size_t i = 0; i < result.size(); ++i) result[i] *= factors[i];
  return result;
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
    const std::vector<double> factors = factors_of(columns, raw);
    market.bars.open = scaled(raw.open, factors);
    market.bars.high = scaled(raw.high, factors);
    market.bars.low = scaled(raw.low, factors);
    market.bars.close = columns.close;
    market.bars.volume = adjusted_volume(columns, raw);
  }
  if (market.bars.close == raw.close && market.bars.open == raw.open) {
    return "prices are adjusted (adjusted and raw close are the same)";
  }
  market.raw = std::move(raw);
  return all_columns ? "prices are the adjusted columns, the raw ones are kept too"
                     : "prices adjusted by the adjusted close, the raw ones are kept too";
}

}  // namespace stratgen
