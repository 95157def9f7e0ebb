#include "benchmarks/landscapes/landscape.hpp"

#include "runtime/base/file.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <string_view>

namespace stratgen {
namespace {

std::string number(double value) { return std::isnan(value) ? "" : fmt::format("{:.6g}", value); }

double parse(std::string_view text) {
  double value = std::numeric_limits<double>::quiet_NaN();
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// "812,0.512346,-12.3457"
CellResult parse_line(std::string_view line) {
  const std::size_t first = line.find(','), second = line.find(',', first + 1);
  CellResult result;
  result.cell = static_cast<std::uint64_t>(parse(line.substr(0, first)));
  CellStatistics& statistics = result.result.statistics;
  statistics.sharpe_ratio = parse(line.substr(first + 1, second - first - 1));
  statistics.max_drawdown_pct = parse(line.substr(second + 1));
  const bool rejected = std::isnan(statistics.max_drawdown_pct);
  result.result.ending = rejected ? Ending::Rejected : Ending::Completed;
  return result;
}

}  // namespace

std::span<const LandscapeSource> landscape_sources() {
  static const LandscapeSource sources[] = {
      {"sma_crossover", "momentum/sma-crossover", "NDX", {"fast=1:50:1", "slow=50:200:1"}},
      {"rsi_mean_reversion",
       "mean-reversion/rsi-mean-reversion",
       "NDX",
       {"rsi_window=2:5:1", "entry_level=2:30:1", "trend_window=100:250:15", "exit_window=3:10:1"}},
      {"donchian_breakout",
       "technical-other/donchian-turtle-breakout",
       "AAPL",
       {"entry_window=10:55:5", "exit_window=5:20:3", "atr_window=10:40:5",
        "stop_multiple=1:4:0.25"}},
      {"time_series_momentum",
       "momentum/time-series-momentum",
       "NDX",
       {"lookback=21:252:7", "vol_window=20:120:5", "target_vol=0.1:0.4:0.05"}},
      {"volatility_managed",
       "volatility-options/volatility-managed-portfolio",
       "NDX",
       {"vol_window=10:66:1", "target_vol=0.08:0.2:0.01", "rebalance_band=0:0.2:0.02"}},
  };
  return sources;
}

std::string landscape_path(const LandscapeSource& source) {
  return fmt::format("benchmarks/landscapes/{}.csv", source.name);
}

std::string landscape_line(const CellResult& result) {
  if (result.result.ending != Ending::Completed) return fmt::format("{},,", result.cell);
  const CellStatistics& statistics = result.result.statistics;
  return fmt::format("{},{},{}", result.cell, number(statistics.sharpe_ratio),
                     number(statistics.max_drawdown_pct));
}

Result<Landscape> load_landscape(const LandscapeSource& source) {
  std::vector<ParamDeclaration> declared;
  for (const std::string& axis : source.axes) {
    declared.push_back({axis.substr(0, axis.find('=')), abi::ParamKind::Double, 0, std::nullopt});
  }
  STRATGEN_TRY(ParamSpace space, ParamSpace::create(source.name, declared, source.axes));
  Landscape landscape{source.name, std::move(space), {}};
  STRATGEN_TRY(const std::string text, read_file(landscape_path(source)));
  for (std::size_t begin = 0, end; begin < text.size(); begin = end + 1) {
    end = std::min(text.find('\n', begin), text.size());
    if (text[begin] == '#') continue;
    landscape.cells.push_back(parse_line(std::string_view(text).substr(begin, end - begin)));
  }
  if (landscape.cells.size() != landscape.space.size()) {
    return fail(Fault::Data, fmt::format("{} has {} cells, {} are expected; record it again",
                                         landscape_path(source), landscape.cells.size(),
                                         landscape.space.size()));
  }
  return landscape;
}

}  // namespace stratgen
