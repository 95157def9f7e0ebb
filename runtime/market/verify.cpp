#include "runtime/market/verify.hpp"

#include "runtime/market/verify_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace stratgen {
namespace {

constexpr std::int64_t day = 86400;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

bool is_price(double value) { return std::isfinite(value) && value > 0; }

std::vector<double> absolute(std::vector<double> values) {
  for (double& value : values) value = std::fabs(value);
  return values;
}

std::vector<char> priced_rows(const Bars& bars) {
  std::vector<char> rows(bars.size());
  for (std::size_t i = 0; i < bars.size(); ++i) {
    rows[i] = is_price(bars.open[i]) && is_price(bars.high[i]) && is_price(bars.low[i]) &&
              is_price(bars.close[i]);
  }
  return rows;
}

// `measure(i)` for each row that has prices, as has the one before.
template <class Measure>
std::vector<double> from_row_before(const std::vector<char>& priced, Measure measure) {
  std::vector<double> values(priced.size(), nan);
  for (std::size_t i = 1; i < priced.size(); ++i) {
    if (priced[i] != 0 && priced[i - 1] != 0) values[i] = std::log(measure(i));
  }
  return values;
}

bool most_have_volume(const Bars& bars) {
  const auto with =
      std::count_if(bars.volume.begin(), bars.volume.end(), [](double v) { return v > 0; });
  return 2 * static_cast<std::size_t>(with) >= bars.size();
}

}  // namespace

Measured::Measured(const Bars& measured_bars, const Expectations& known)
    : bars(measured_bars),
      expected(known),
      market(find_market(measured_bars)),
      prices(priced_rows(measured_bars)),
      usual_change(std::span<const double>{}),
      usual_range(std::span<const double>{}),
      has_volume(most_have_volume(measured_bars)) {
  change = from_row_before(prices, [&](auto i) { return bars.close[i] / bars.close[i - 1]; });
  gap = from_row_before(prices, [&](auto i) { return bars.open[i] / bars.close[i - 1]; });
  range = from_row_before(prices, [&](auto i) {
    return std::max(bars.high[i], bars.close[i - 1]) / std::min(bars.low[i], bars.close[i - 1]);
  });
  usual_change = LocalMedian(absolute(change));
  usual_range = LocalMedian(absolute(range));
}

Defect at_row(const Measured& bars, std::size_t row, std::string kind, Severity severity,
              std::string message, std::string repair) {
  return {.kind = std::move(kind),
          .severity = severity,
          .bar = row,
          .time = bars.bars.time[row],
          .line = {},
          .message = std::move(message),
          .repair = std::move(repair)};
}

std::string date_text(std::int64_t time, Clock clock) {
  const std::string iso = to_iso(time, clock);
  return iso.find("T00:00:00") == 10 ? iso.substr(0, 10) : iso;
}

std::string date_text(const Measured& bars, std::size_t row) {
  return date_text(bars.bars.time[row], bars.bars.clock);
}

bool is_flash_day(std::int64_t time) {
  constexpr std::int64_t may_6_2010 = 14735 * day;
  constexpr std::int64_t august_24_2015 = 16671 * day;
  const std::int64_t date = time - time % day;
  return date == may_6_2010 || date == august_24_2015;
}

std::vector<Defect> verify(const Bars& bars, const Expectations& expected) {
  std::vector<Defect> found;
  if (bars.size() == 0) return found;
  const Measured measured(bars, expected);
  for (const auto check : {check_order, check_prices, check_splits, check_outliers, check_wicks,
                           check_days, check_intraday, check_tail, check_flat, check_stale,
                           check_opens, check_volume, check_volume_level}) {
    check(measured, found);
  }
  std::sort(found.begin(), found.end(), [](const Defect& a, const Defect& b) {
    return std::tie(a.bar, a.time, a.kind) < std::tie(b.bar, b.time, b.kind);
  });
  return found;
}

std::optional<Defect> survivorship_hint(std::span<const std::int64_t> last_times) {
  if (last_times.size() < 10) return {};
  const auto [first, last] = std::minmax_element(last_times.begin(), last_times.end());
  if (*last - *first > 10 * day) return {};
  return Defect{.kind = "survivorship",
                .severity = Severity::Note,
                .bar = {},
                .time = {},
                .line = {},
                .message = fmt::format("all {} symbols still trade at the end; names that were "
                                       "delisted on the way are missing, so results of choosing "
                                       "among these are too good",
                                       last_times.size()),
                .repair = "add the bars of delisted symbols"};
}

}  // namespace stratgen
