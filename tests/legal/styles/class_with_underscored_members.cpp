// Style: class with access specifier, trailing underscore members
#include <stratgen/strategy.hpp>

class MomentumBreakout final : public Strategy {
 public:
  void init() noexcept {
    const auto hi = highest(high, lookback_);
    const auto lo = lowest(low, lookback_ / 2);
    upper_ = shift(hi, 1);
    lower_ = shift(lo, 1);
  }

  void next() noexcept {
    if (in_cooldown()) {
      --cooldown_;
      return;
    }
    if (!position) {
      try_enter();
    } else {
      manage();
    }
  }

  int lookback_ = param("lookback", 20, {10, 100, 10});
  double risk_ = param("risk", 0.5, {0.1, 0.9, 0.1});
  Series upper_, lower_;
  int cooldown_{0};

  [[nodiscard]] bool in_cooldown() const noexcept { return cooldown_ > 0; }
  void try_enter() {
    if (close > upper_) buy({.size = risk_});
  }
  void manage() {
    if (close < lower_) {
      position.close();
      cooldown_ = 3;
    }
  }
};

STRATGEN_STRATEGY(MomentumBreakout)
