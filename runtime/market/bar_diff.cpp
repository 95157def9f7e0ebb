#include "runtime/market/bar_diff.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <ranges>
#include <utility>

namespace stratgen {
namespace {

using Kind = BarChange::Kind;

constexpr BarColumn<double> Bars::* price_columns[] = {&Bars::open, &Bars::high, &Bars::low,
                                                       &Bars::close};
constexpr double noise = 1e-5;  // of a price: more than single precision leaves

// A bar of both sides.
struct Pair {
  std::size_t older, newer;
};

// Factors that explain a bar, or several.
struct Factors {
  double least = 0;
  double most = std::numeric_limits<double>::infinity();

  bool any() const { return least <= most; }
  bool hold(double factor) const { return least <= factor && factor <= most; }
  Factors and_also(const Factors& other) const {
    return {std::max(least, other.least), std::min(most, other.most)};
  }
};

// Pairs [first, last) that one factor explains, but for those that are marked as corrected.
struct Stretch {
  std::size_t first, last;
  Factors factors;
};

// A little more than half a unit of the last decimal that prices are written with; 0 if there are
// more than six.
double rounding_of(const Bars& bars) {
  double unit = 1;
  for (const auto column : price_columns) {
    for (const double price : bars.*column) {
      while (std::abs(price / unit - std::round(price / unit)) > 1e-4) {
        unit /= 10;
        if (unit < 1e-6) return 0;
      }
    }
  }
  return 0.51 * unit;
}

class Comparison {
 public:
  Comparison(const Bars& older, const Bars& newer, std::span<const CorporateAction> actions)
      : older_(older),
        newer_(newer),
        actions_(actions),
        older_rounding_(rounding_of(older)),
        newer_rounding_(rounding_of(newer)) {}

  std::vector<BarChange> changes() {
    match();
    find_stretches();
    report_stretches();
    report_corrected();
    std::ranges::sort(changes_, {}, [](const BarChange& c) { return std::pair(c.first, c.kind); });
    return std::move(changes_);
  }

 private:
  // Pairs, and what is on one side only.
  void match() {
    std::size_t o = 0, n = 0;
    while (o < older_.size() || n < newer_.size()) {
      const bool has_older = o < older_.size(), has_newer = n < newer_.size();
      if (has_older && has_newer && older_.time[o] == newer_.time[n]) {
        pairs_.push_back({o++, n++});
      } else if (has_older && (!has_newer || older_.time[o] < newer_.time[n])) {
        extend(Kind::Removed, older_.time[o], o, std::nullopt);
        ++o;
      } else {
        const std::int64_t time = newer_.time[n];
        const Kind kind = !has_older ? Kind::Added : o == 0 ? Kind::Earlier : Kind::Inserted;
        extend(kind, time, std::nullopt, n);
        ++n;
      }
    }
    corrected_.assign(pairs_.size(), false);
  }

  // The run of rows that ends here goes on, or another begins.
  void extend(Kind kind, std::int64_t time, std::optional<std::size_t> older,
              std::optional<std::size_t> newer) {
    if (!changes_.empty()) {
      BarChange& run = changes_.back();
      const bool follows = run.kind == kind &&
                           (!older || !run.older_row || *run.older_row + run.rows == *older) &&
                           (!newer || !run.newer_row || *run.newer_row + run.rows == *newer);
      if (follows) {
        run.last = time;
        ++run.rows;
        return;
      }
    }
    changes_.push_back({.kind = kind,
                        .rows = 1,
                        .first = time,
                        .last = time,
                        .older_row = older,
                        .newer_row = newer});
  }

  Factors factors(const Pair& pair) const {
    Factors found;
    for (const auto column : price_columns) {
      const double before = (older_.*column)[pair.older], after = (newer_.*column)[pair.newer];
      const double before_slack = std::max(older_rounding_, std::abs(before) * noise / 2);
      const double after_slack = std::max(newer_rounding_, std::abs(after) * noise / 2);
      if (before <= before_slack || after <= after_slack) {  // too little to tell a factor from
        if (before != after) return {1, 0};
        continue;
      }
      found = found.and_also({(after - after_slack) / (before + before_slack),
                              (after + after_slack) / (before - before_slack)});
    }
    return found;
  }

  void find_stretches() {
    std::size_t end = pairs_.size();
    while (end > 0) end = add_stretch(end);
    std::ranges::reverse(stretches_);
    drop_short();
    for (const Stretch& stretch : stretches_) {
      if (!stretch.factors.hold(1)) continue;
      for (std::size_t i = stretch.first; i < stretch.last; ++i)
        corrected_[i] = corrected_[i] || differs(pairs_[i]);
    }
  }

  // By more than what other decimals make of the same prices.
  bool differs(const Pair& pair) const {
    const double slack = older_rounding_ == newer_rounding_
                             ? 0
                             : std::max(older_rounding_, newer_rounding_) * (1 + noise);
    return std::ranges::any_of(price_columns, [&](const auto column) {
      const double before = (older_.*column)[pair.older];
      return std::abs((newer_.*column)[pair.newer] - before) >
             std::max(slack, noise * std::abs(before));
    });
  }

  // The longest stretch that ends before pair `end`; its first pair.
  std::size_t add_stretch(std::size_t end) {
    constexpr std::size_t isolated = 3;
    Stretch stretch{end, end, {}};
    while (stretch.first > 0) {
      // The next pair that fits, behind at most three that do not.
      std::size_t next = stretch.first;
      Factors both;
      for (std::size_t skipped = 0; next > 0 && skipped <= isolated; ++skipped) {
        both = stretch.factors.and_also(factors(pairs_[--next]));
        if (both.any()) break;
        if (stretch.first == stretch.last) break;  // nothing to be isolated in
      }
      if (!both.any()) break;
      for (std::size_t i = next + 1; i < stretch.first; ++i) corrected_[i] = true;
      stretch.first = next;
      stretch.factors = both;
    }
    if (stretch.first == end) {
      corrected_[end - 1] = true;
      return end - 1;
    }
    stretches_.push_back(stretch);
    return stretch.first;
  }

  // Two bars may have a factor in common by chance, unless a corporate action says otherwise.
  void drop_short() {
    constexpr std::size_t by_chance = 2;
    std::vector<Stretch> kept;
    for (const Stretch& stretch : stretches_) {
      const bool changed = !stretch.factors.hold(1);
      if (changed && stretch.last - stretch.first <= by_chance && !acts_at(stretch.last)) {
        for (std::size_t i = stretch.first; i < stretch.last; ++i) corrected_[i] = true;
      } else if (!kept.empty() && kept.back().factors.and_also(stretch.factors).any()) {
        kept.back().last = stretch.last;
        kept.back().factors = kept.back().factors.and_also(stretch.factors);
      } else {
        kept.push_back(stretch);
      }
    }
    stretches_ = std::move(kept);
  }

  // The first bar of the newer side after the pairs before `end`.
  std::optional<std::int64_t> time_after(std::size_t end) const {
    const std::size_t row = pairs_[end - 1].newer + 1;
    return row < newer_.size() ? std::optional(newer_.time[row]) : std::nullopt;
  }

  std::vector<CorporateAction> actions_at(std::size_t end) const {
    std::vector<CorporateAction> found;
    const std::int64_t after = older_.time[pairs_[end - 1].older];
    const std::int64_t until = time_after(end).value_or(std::numeric_limits<std::int64_t>::max());
    for (const CorporateAction& action : actions_)
      if (after < action.time && action.time <= until) found.push_back(action);
    return found;
  }

  bool acts_at(std::size_t end) const { return !actions_at(end).empty(); }

  // Newer closes over older ones.
  double factor_of(const Stretch& stretch) const {
    if (stretch.factors.hold(1)) return 1;
    double before = 0, after = 0;
    for (std::size_t i = stretch.first; i < stretch.last; ++i) {
      if (corrected_[i]) continue;
      before += older_.close[pairs_[i].older];
      after += newer_.close[pairs_[i].newer];
    }
    return std::clamp(after / before, stretch.factors.least, stretch.factors.most);
  }

  // A split of n for 1 divides earlier prices by n; a dividend takes its share of the close before.
  std::optional<CorporateAction> explanation(std::size_t end, double step) const {
    const double close = older_.close[pairs_[end - 1].older];
    for (const CorporateAction& action : actions_at(end)) {
      const bool split = action.kind == CorporateAction::Kind::Split;
      const double off = split ? step * action.value - 1 : (1 - step) * close / action.value - 1;
      if (std::abs(off) < (split ? 0.01 : 0.1)) return action;
    }
    return std::nullopt;
  }

  // From the end backwards, since each stretch is told relative to the next.
  void report_stretches() {
    double next = 1, splits = 1;  // factors of the stretch behind: all of it, of splits alone
    for (const Stretch& stretch : std::views::reverse(stretches_)) {
      const double factor = factor_of(stretch);
      const auto action = explanation(stretch.last, factor / next);
      if (action && action->kind == CorporateAction::Kind::Split) splits /= action->value;
      if (factor != 1) report_restated(stretch, factor, factor / next, action);
      report_volume(stretch, factor, splits);
      next = factor;
    }
  }

  void report_restated(const Stretch& stretch, double factor, double step,
                       const std::optional<CorporateAction>& action) {
    const Pair first = pairs_[stretch.first];
    changes_.push_back({.kind = Kind::Restated,
                        .rows = stretch.last - stretch.first,
                        .first = older_.time[first.older],
                        .last = older_.time[pairs_[stretch.last - 1].older],
                        .older_row = first.older,
                        .newer_row = first.newer,
                        .factor = factor,
                        .step = step,
                        .until = time_after(stretch.last),
                        .action = action});
  }

  // The same, or divided by what prices were multiplied with.
  bool same_volume(const Pair& pair, double factor, double splits) const {
    const double before = older_.volume[pair.older], after = newer_.volume[pair.newer];
    if (before == after || (std::isnan(before) && std::isnan(after))) return true;
    return std::ranges::any_of(std::array{factor, splits}, [&](double by) {
      return by != 1 && std::abs(after * by - before) <= std::max(1.0, 1e-3 * before);
    });
  }

  void report_volume(const Stretch& stretch, double factor, double splits) {
    bool follows = false;
    for (std::size_t i = stretch.first; i < stretch.last; ++i) {
      const bool changed = !corrected_[i] && !same_volume(pairs_[i], factor, splits);
      if (changed) add_pair(edge_kind(i, Kind::Volume), i, follows);
      follows = changed;
    }
  }

  void report_corrected() {
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      if (corrected_[i]) add_pair(edge_kind(i, Kind::Corrected), i, i > 0 && corrected_[i - 1]);
    }
  }

  Kind edge_kind(std::size_t pair, Kind otherwise) const {
    if (pairs_[pair].older + 1 == older_.size()) return Kind::Unfinished;
    if (pairs_[pair].older == 0 && otherwise == Kind::Corrected) return Kind::Partial;
    return otherwise;
  }

  // `follows`: the last change is of the pair before; of one kind they are one change.
  void add_pair(Kind kind, std::size_t pair, bool follows) {
    const auto [o, n] = pairs_[pair];
    if (follows && changes_.back().kind == kind) {
      changes_.back().last = older_.time[o];
      ++changes_.back().rows;
      return;
    }
    changes_.push_back({.kind = kind,
                        .rows = 1,
                        .first = older_.time[o],
                        .last = older_.time[o],
                        .older_row = o,
                        .newer_row = n});
  }

  const Bars& older_;
  const Bars& newer_;
  const std::span<const CorporateAction> actions_;
  const double older_rounding_, newer_rounding_;
  std::vector<Pair> pairs_;
  std::vector<bool> corrected_;     // by pair
  std::vector<Stretch> stretches_;  // in order of time
  std::vector<BarChange> changes_;
};

}  // namespace

std::vector<BarChange> diff(const Bars& older, const Bars& newer,
                            std::span<const CorporateAction> actions) {
  return Comparison(older, newer, actions).changes();
}

}  // namespace stratgen
