#include "runtime/verdict/verdict.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <utility>

namespace stratgen {
namespace {

constexpr std::array<std::pair<Verdict, std::string_view>, 5> names = {{
    {Verdict::Pass, "PASS"},
    {Verdict::Marginal, "MARGINAL"},
    {Verdict::Fail, "FAIL"},
    {Verdict::Skipped, "SKIPPED"},
    {Verdict::Error, "ERROR"},
}};

// No "-nan" and no "-0.0".
std::string fixed(double value, int decimals) {
  if (std::isnan(value)) return "nan";
  const std::string text = fmt::format("{:.{}f}", value, decimals);
  const bool zero = text.find_first_not_of("-0.") == std::string::npos;
  return zero && text.front() == '-' ? text.substr(1) : text;
}

std::string counted(std::int64_t trades) {
  return fmt::format("{} {}", trades, trades == 1 ? "trade" : "trades");
}

// With more decimals where rounding would hide the difference: 29.999 is not shown as 30.0.
std::string apart_from(double threshold, double value, int decimals) {
  while (decimals < 17 && fixed(value, decimals) == fixed(threshold, decimals)) ++decimals;
  return fixed(value, decimals);
}

std::string below(std::string_view what, double value, double minimum, int decimals,
                  std::string_view unit) {
  if (std::isnan(value)) return fmt::format("{} is undefined", what);
  return fmt::format("{} {}{} is below {}{}", what, apart_from(minimum, value, decimals), unit,
                     minimum, unit);
}

struct Figures {
  double sharpe, drawdown_pct, return_pct;
  std::int64_t trades;
};

// The sentences about each figure of which `misses(value, minimum)` is true.
template <class Misses>
std::vector<std::string> shortfalls(const Figures& figures, const Minimum& minimum, Misses misses) {
  std::vector<std::string> reasons;
  if (misses(figures.sharpe, minimum.sharpe))
    reasons.push_back(below("Sharpe", figures.sharpe, minimum.sharpe, 2, ""));
  if (misses(figures.drawdown_pct, minimum.drawdown_pct))
    reasons.push_back(below("drawdown", figures.drawdown_pct, minimum.drawdown_pct, 1, "%"));
  if (misses(figures.return_pct, minimum.return_pct))
    reasons.push_back(below("return", figures.return_pct, minimum.return_pct, 1, "%"));
  if (figures.trades < minimum.trades)
    reasons.push_back(fmt::format("{} {} fewer than {}", counted(figures.trades),
                                  figures.trades == 1 ? "is" : "are", minimum.trades));
  return reasons;
}

std::string summary(const Figures& figures) {
  return fmt::format("Sharpe {}, {}, dd {}%, return {}%", fixed(figures.sharpe, 2),
                     counted(figures.trades), fixed(figures.drawdown_pct, 1),
                     fixed(figures.return_pct, 1));
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  for (const auto& [value, name] : names)
    if (value == verdict) return name;
  return "";
}

Result<Verdict> parse_verdict(std::string_view text) {
  for (const auto& [value, name] : names)
    if (name == text) return value;
  return fail(
      Fault::Data,
      fmt::format("'{}' is no verdict; one is PASS, MARGINAL, FAIL, SKIPPED or ERROR", text));
}

Judgement judge(double sharpe, double max_drawdown_pct, double return_pct, std::int64_t trades,
                const Thresholds& thresholds) {
  const Figures figures{sharpe, max_drawdown_pct, return_pct, trades};
  Judgement judgement{Verdict::Fail, {summary(figures)}};
  std::vector<std::string> decided = shortfalls(
      figures, thresholds.fail, [](double value, double minimum) { return value < minimum; });
  if (decided.empty()) {
    decided = shortfalls(figures, thresholds.pass,
                         [](double value, double minimum) { return !(value >= minimum); });
    judgement.verdict = decided.empty() ? Verdict::Pass : Verdict::Marginal;
  }
  judgement.reasons.insert(judgement.reasons.end(), decided.begin(), decided.end());
  return judgement;
}

}  // namespace stratgen
