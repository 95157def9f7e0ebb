#include "runtime/sweep/metric.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace stratgen {
namespace {

constexpr std::array known = {
    Metric{"Return [%]", [](const CellStatistics& s) { return s.return_pct; }},
    Metric{"Return (Ann.) [%]", [](const CellStatistics& s) { return s.annual_return_pct; }},
    Metric{"Volatility (Ann.) [%]",
           [](const CellStatistics& s) { return s.annual_volatility_pct; }},
    Metric{"Sharpe Ratio", [](const CellStatistics& s) { return s.sharpe_ratio; }},
    Metric{"Sortino Ratio", [](const CellStatistics& s) { return s.sortino_ratio; }},
    Metric{"Max. Drawdown [%]", [](const CellStatistics& s) { return s.max_drawdown_pct; }},
    Metric{"# Trades", [](const CellStatistics& s) { return static_cast<double>(s.trades); }},
    Metric{"Win Rate [%]", [](const CellStatistics& s) { return s.win_rate_pct; }},
    Metric{"Exposure Time [%]", [](const CellStatistics& s) { return s.exposure_time_pct; }},
    Metric{"Profit Factor", [](const CellStatistics& s) { return s.profit_factor; }},
};

}  // namespace

std::span<const Metric> metrics() { return known; }

Result<Metric> find_metric(std::string_view name) {
  const bool lowest = name.starts_with('-');
  const std::string_view wanted = lowest ? name.substr(1) : name;
  std::string list;
  for (const Metric& metric : known) {
    const bool reversed = lowest && metric.name != "Max. Drawdown [%]";
    if (metric.name == wanted) return Metric{metric.name, metric.of, reversed ? -1.0 : 1.0};
    list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", metric.name);
  }
  return fail(Fault::Usage,
              fmt::format("there is no metric \"{}\"; choose one of {}", wanted, list));
}

bool ranks_before(double score_a, std::uint64_t cell_a, double score_b, std::uint64_t cell_b) {
  const bool a_undefined = std::isnan(score_a), b_undefined = std::isnan(score_b);
  if (a_undefined != b_undefined) return b_undefined;
  if (!a_undefined && score_a != score_b) return score_a > score_b;
  return cell_a < cell_b;
}

}  // namespace stratgen
