#include "tools/cli/report_text.hpp"

#include "tools/cli/table.hpp"

#include <fmt/format.h>

#include <cmath>

namespace stratgen {
namespace {

std::string value_text(const Statistic& statistic, Clock clock) {
  if (const auto* const text = std::get_if<std::string>(&statistic.value)) {
    return text->ends_with("T00:00:00") ? text->substr(0, 10) : *text;
  }
  const double value = std::get<double>(statistic.value);
  if (std::isnan(value)) return "-";
  if (value == 0 && statistic.name.find("Duration") == std::string_view::npos &&
      statistic.name != "# Trades") {
    return "0.00000";  // a drawdown of nothing is -0
  }
  if (statistic.name.find("Duration") != std::string_view::npos) return duration_text(value, clock);
  if (statistic.name == "# Trades") return fmt::format("{:.0f}", value);
  return fmt::format("{:.5f}", value);
}

// What the last closes make of the trades that are still open.
std::string open_trades_text(const Console& console, const Report& report, const Bars& bars) {
  Table table({{"entered"}, {"size", true}, {"price", true}, {"P/L", true}, {"return", true}});
  for (const Trade& trade : report.open_trades) {
    const std::string when =
        to_iso(bars.time[static_cast<std::size_t>(trade.entry_bar)], bars.clock);
    const double pl = trade.size * (trade.exit_price - trade.entry_price);
    table.row({when.ends_with("T00:00:00") ? when.substr(0, 10) : when,
               fmt::format("{:g}", trade.size), decimal(trade.entry_price), decimal(pl),
               percent(100 * pl / std::abs(trade.size * trade.entry_price))});
  }
  return table.text(console);
}

std::string warnings_text(const Report& report) {
  const Warnings& warnings = report.warnings;
  std::string text;
  const auto add = [&](int count, const char* noun, const char* what) {
    if (count > 0)
      text += fmt::format("  {} {}{} {}\n", grouped(count), noun, count == 1 ? "" : "s", what);
  };
  add(warnings.canceled_relative, "order", "canceled: the fraction of the equity buys no unit");
  add(warnings.canceled_margin, "order", "canceled: not enough margin");
  add(warnings.same_bar_contingent, "bar",
      "entered with a stop or target inside it, active from the next bar on");
  if (warnings.open_at_end > 0) {
    add(static_cast<int>(report.open_trades.size()), "trade",
        "open at the end: in the equity, not in the trade statistics (--finalize-trades)");
  }
  add(warnings.refused, "order", "refused and skipped");
  return text;
}

}  // namespace

std::string duration_text(double seconds, Clock clock) {
  if (clock == Clock::Numbers) return fmt::format("{:g}", seconds);
  const long long whole = std::llround(seconds);
  const long long days = whole / 86400, rest = whole % 86400;
  std::string text = fmt::format("{} {}", grouped(days), days == 1 ? "day" : "days");
  if (rest == 0) return text;
  return fmt::format("{} {:02}:{:02}:{:02}", text, rest / 3600, rest / 60 % 60, rest % 60);
}

std::string report_text(const Console& console, const Report& report, const Bars& bars) {
  std::string text = console.paint(Colour::Bold, report.strategy);
  for (std::size_t i = 0; i < report.params.size(); ++i) {
    text += fmt::format("{}{}={}", i == 0 ? "  " : ", ", report.params[i].name,
                        param_text(report.params[i], report.values[i]));
  }
  text += fmt::format("\n{}, {} {}\n\n", bars.symbol, grouped(static_cast<long long>(bars.size())),
                      bars.size() == 1 ? "bar" : "bars");
  for (const Statistic& statistic : named(report.statistics)) {
    text += fmt::format("{:<24}{:>22}\n", statistic.name, value_text(statistic, bars.clock));
  }
  if (!report.open_trades.empty()) {
    text += fmt::format("\n{}\n", console.paint(Colour::Bold, "Open at the end"));
    text += open_trades_text(console, report, bars);
  }
  if (const std::string warnings = warnings_text(report); !warnings.empty()) {
    text += fmt::format("\n{}\n{}", console.paint(Colour::Yellow, "Note"), warnings);
  }
  return text;
}

}  // namespace stratgen
