#include "tools/cli/causality.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stratgen {
namespace {

// Equity holds all that trades do to the account. The last bar is left out: trades that are
// finalised there are closed for no other reason.
std::optional<std::size_t> first_difference(const std::vector<double>& whole,
                                            const std::vector<double>& part) {
  const auto end = part.end() - 1;
  const auto [differs, unused] = std::mismatch(part.begin(), end, whole.begin());
  if (differs == end) return std::nullopt;
  return static_cast<std::size_t>(differs - part.begin());
}

// The first bar on which a trade opened; nothing without any.
std::optional<std::size_t> first_entry(const Report& report) {
  std::optional<std::size_t> first;
  for (const std::vector<Trade>* const trades : {&report.trades, &report.open_trades}) {
    for (const Trade& trade : *trades) {
      const auto bar = static_cast<std::size_t>(trade.entry_bar);
      first = std::min(first.value_or(bar), bar);
    }
  }
  return first;
}

}  // namespace

std::optional<std::string> looks_ahead(const Program& program, const DataSet& data,
                                       const AssetSource& assets,
                                       std::span<const ParamDeclaration> declared,
                                       std::span<const double> values, const RunOptions& options,
                                       const Report& report) {
  const Bars& bars = data.bars();
  const std::size_t traded = bars.size() - options.first_bar;
  // Cut where it has begun to trade: with fewer bars a series may have no value at all, and then it
  // warms nothing up.
  const auto first = first_entry(report);
  if (!first || traded - *first < 10) return std::nullopt;
  const std::size_t last = options.first_bar + *first + (2 * (traded - *first) / 3);
  const auto part = slice(bars, bars.time.front(), bars.time[last]);
  if (!part) return std::nullopt;
  // What the bars are is known from all of them.
  const auto kind = data.kind();
  const DataSet shorter(
      *part, assets,
      {.kind = kind ? std::optional(*kind) : std::nullopt, .assets_are_aligned = false});
  const auto again = run_backtest(program, shorter, declared, values, options);
  // A run that needs more bars than that has not been seen to look ahead.
  if (!again) return std::nullopt;
  const auto differs = first_difference(report.equity, again->equity);
  if (!differs) return std::nullopt;
  return fmt::format(
      "it looks ahead: without the bars after {} its account is another from {} on; use only what "
      "is known at the close of a bar",
      to_iso(bars.time[last], bars.clock),
      to_iso(bars.time[options.first_bar + *differs], bars.clock));
}

}  // namespace stratgen
