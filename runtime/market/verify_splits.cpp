// Splits that prices were not adjusted for, stretches in another unit, and seams of prices.
//
// A split jumps between two bars by n:m, without what makes a true crash or rally: a wide bar, a
// volume of many times the usual, a market that moves as well; and it stays. The volume is measured
// in shares and in money and the calmer one counts, since vendors adjust it or not.
#include "runtime/market/split_ratio.hpp"
#include "runtime/market/verify_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace stratgen {
namespace {

constexpr double least_jump = 0.2;         // 5:4 is 0.223
constexpr double far = 8;                  // a jump in usual changes
constexpr double least_tolerance = 0.015;  // what the night before may add to the ratio
constexpr double most_tolerance = 0.09;
constexpr double far_without_volume = 12;
constexpr double calm_range = 3.5;      // of the bar, in usual true ranges
constexpr double calm_volume = 3;       // in usual volumes
constexpr double doubtful_volume = 6;   // more is news
constexpr double calm_market = 0.25;    // share of the jump that the market itself made
constexpr double most_strayed = 0.35;   // share of the jump that the next bars may take back
constexpr double doubtful_jump = 0.38;  // 3:2 is 0.405
constexpr double least_unit = 0.64;     // of a stretch in another unit: 2:1 is 0.693
constexpr std::size_t neighbours = 10;
constexpr std::size_t longest_stretch = 60;

struct Jump {
  std::size_t row = 0;
  double size = 0;                  // logarithm of open over the close before
  std::optional<SplitMatch> match;  // nothing if no ratio explains it
  std::optional<std::size_t> back;  // where prices are at their old level again
};

double market_move(const Measured& m, std::size_t row) {
  const Bars* market = m.expected.market;
  if (market == nullptr) return 0;
  const auto at = std::lower_bound(market->time.begin(), market->time.end(), m.bars.time[row]);
  const auto i = static_cast<std::size_t>(at - market->time.begin());
  if (i == 0 || i >= market->size() || market->time[i] != m.bars.time[row]) return 0;
  return std::log(market->close[i] / market->close[i - 1]);
}

double tolerance_at(const Measured& m, std::size_t row) {
  return std::clamp(2.5 * m.usual_change.at(row), least_tolerance, most_tolerance);
}

// Median of the closes on either side of a row.
double level_before(const Measured& m, std::size_t row) {
  const std::size_t from = row < neighbours ? 0 : row - neighbours;
  return median_of(std::span(m.bars.close).subspan(from, row - from));
}

double level_after(const Measured& m, std::size_t row) {
  return median_of(std::span(m.bars.close).subspan(row, std::min(neighbours, m.size() - row)));
}

bool stays(const Measured& m, const Jump& jump) {
  const double before = level_before(m, jump.row), after = level_after(m, jump.row);
  if (!(before > 0) || !(after > 0)) return false;
  return std::fabs(std::log(after / before) - jump.size) <= most_strayed * std::fabs(jump.size);
}

bool is_calm_bar(const Measured& m, std::size_t row) {
  const double own = std::log(m.bars.high[row] / m.bars.low[row]);
  const double body = std::fabs(std::log(m.bars.close[row] / m.bars.open[row]));
  return std::max(own, body) <= calm_range * m.usual_range.at(row);
}

// The volume of the jump's bar in usual volumes before it, as shares or as money, whichever is
// less; NaN where it is not known.
double volume_factor(const Measured& m, std::size_t row) {
  if (!m.has_volume) return std::numeric_limits<double>::quiet_NaN();
  const std::size_t from = row < 2 * neighbours ? 0 : row - 2 * neighbours;
  std::vector<double> shares, money;
  for (std::size_t i = from; i < row; ++i) {
    shares.push_back(m.bars.volume[i]);
    money.push_back(m.bars.volume[i] * m.bars.close[i]);
  }
  const double in_shares = m.bars.volume[row] / median_of(shares);
  const double in_money = m.bars.volume[row] * m.bars.close[row] / median_of(money);
  return std::min(in_shares, in_money);
}

bool is_announced(const Measured& m, const Jump& jump) {
  return std::any_of(m.expected.actions.begin(), m.expected.actions.end(),
                     [&](const CorporateAction& action) {
                       return action.kind == CorporateAction::Kind::Split && action.value > 0 &&
                              std::llabs(action.time - m.bars.time[jump.row]) < 86400 &&
                              std::fabs(std::log(action.value) + jump.size) <= 2 * most_tolerance;
                     });
}

std::optional<Jump> jump_at(const Measured& m, std::size_t row) {
  const double size = m.gap[row];
  if (!(std::fabs(size) >= least_jump)) return {};
  if (std::fabs(size) < far * m.usual_change.at(row)) return {};
  return Jump{row, size, match_split(size, tolerance_at(m, row)), {}};
}

// The row after a stretch in another unit: where prices jump back by the same factor.
std::optional<std::size_t> way_back(const Measured& m, const Jump& jump) {
  if (std::fabs(jump.size) < least_unit) return {};
  const std::size_t last = std::min(m.size() - 1, jump.row + longest_stretch);
  for (std::size_t i = jump.row + 1; i <= last; ++i) {
    if (std::fabs(m.gap[i] + jump.size) <= 2 * tolerance_at(m, i)) return i;
  }
  return {};
}

// All jumps; the way back from a stretch in another unit is none of its own.
std::vector<Jump> find_jumps(const Measured& m) {
  std::vector<Jump> jumps;
  for (std::size_t i = 1; i < m.size(); ++i) {
    std::optional<Jump> jump = jump_at(m, i);
    if (!jump) continue;
    jump->back = way_back(m, *jump);
    jumps.push_back(*jump);
    if (jump->back) i = *jump->back;
  }
  return jumps;
}

std::string jump_text(const Measured& m, const Jump& jump) {
  const double factor = std::exp(jump.size);
  return fmt::format(
      "opens at {:.6g} after a close of {:.6g}, {} it", m.bars.open[jump.row],
      m.bars.close[jump.row - 1],
      factor < 1 ? fmt::format("{:.3f} of", factor) : fmt::format("{:.3g} times", factor));
}

enum class Verdict { TrueMove, InDoubt, Split };

struct Judged {
  Verdict verdict = Verdict::TrueMove;
  bool announced = false;
  double volume = 0;  // see volume_factor
};

Judged judge(const Measured& m, const Jump& jump) {
  const double size = std::fabs(jump.size);
  const double volume = volume_factor(m, jump.row);
  const bool calm_volume_known = volume <= calm_volume;
  const bool far_enough =
      std::isnan(volume) && size >= far_without_volume * m.usual_change.at(jump.row);
  const bool calm =
      is_calm_bar(m, jump.row) && std::fabs(market_move(m, jump.row)) <= calm_market * size;
  const bool announced = is_announced(m, jump);
  if (announced || (calm && (calm_volume_known || far_enough))) {
    return {Verdict::Split, announced, volume};
  }
  const bool odd = calm_volume_known || (calm && !(volume > doubtful_volume));
  return {size >= doubtful_jump && odd ? Verdict::InDoubt : Verdict::TrueMove, false, volume};
}

void report_split(const Measured& m, const Jump& jump, Defects& found) {
  const Judged judged = judge(m, jump);
  if (judged.verdict == Verdict::TrueMove) return;
  const std::string ratio = to_text(jump.match->ratio);
  std::string message = jump_text(m, jump) + ", as after a split of " + ratio;
  if (judged.announced) {
    message += ", which is announced for that day";
  } else {
    if (!std::isnan(judged.volume)) {
      message += fmt::format(", on {:.1f} times the usual volume", judged.volume);
    }
    message += judged.verdict == Verdict::Split ? ", and stays there" : "; it may be a true move";
  }
  if (judged.verdict == Verdict::InDoubt) {
    found.push_back(at_row(m, jump.row, "split", Severity::Warning, std::move(message),
                           "compare with another source"));
    return;
  }
  const bool certain = judged.announced || jump.match->is_clear;
  found.push_back(at_row(m, jump.row, "split", Severity::Severe, std::move(message),
                         (certain ? "adjust the bars before it for a split of "
                                  : "adjust the bars before it, if the split was ") +
                             ratio));
}

// A jump of no ratio that nothing explains: prices of another source, or adjusted otherwise.
void report_seam(const Measured& m, const Jump& jump, Defects& found) {
  if (std::fabs(jump.size) < far_without_volume * m.usual_change.at(jump.row)) return;
  if (judge(m, jump).verdict != Verdict::Split) return;
  found.push_back(at_row(m, jump.row, "seam", Severity::Warning,
                         jump_text(m, jump) +
                             ", which is no split, in a calm bar, and stays there: as at a change "
                             "of source or of adjustment",
                         "compare with another source"));
}

}  // namespace

std::vector<CertainSplit> certain_splits(const Measured& m) {
  std::vector<CertainSplit> found;
  for (const Jump& jump : find_jumps(m)) {
    if (jump.back || !jump.match || !stays(m, jump)) continue;
    const Judged judged = judge(m, jump);
    if (judged.verdict != Verdict::Split || !(judged.announced || jump.match->is_clear)) continue;
    found.push_back({jump.row, jump.match->ratio});
  }
  return found;
}

void check_splits(const Measured& m, Defects& found) {
  for (const Jump& jump : find_jumps(m)) {
    if (jump.back) {
      found.push_back(at_row(
          m, jump.row, "scale", Severity::Severe,
          fmt::format("{} bars up to {} are quoted at {:.3g} times their "
                      "neighbours",
                      *jump.back - jump.row, date_text(m, *jump.back - 1), std::exp(jump.size)),
          "compare with another source"));
    } else if (stays(m, jump)) {
      (jump.match ? report_split : report_seam)(m, jump, found);
    }
  }
}

}  // namespace stratgen
