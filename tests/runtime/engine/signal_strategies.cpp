#include <stratgen/strategy.hpp>

#include "signal_script.hpp"

namespace signal_script {

thread_local const Script* script = nullptr;

struct Base : SignalStrategy {
  Series warmup, on[4];

  void init() {
    if (script->warmup > 0)
      warmup = each_bar([this] { return bar_index() < script->warmup ? __builtin_nan("") : 1.0; });
    for (int c = 0; c < 4; ++c)
      on[c] = each_bar([this, c] { return script->bars[bar_index()] >> c & 1; });
  }
  double size() { return script->size; }
  double stop_loss() { return script->stop_loss; }
  double take_profit() { return script->take_profit; }
};

struct AllFour : Base {
  auto long_entry() { return on[0] > 0; }
  auto long_exit() { return on[1] > 0; }
  auto short_entry() { return on[2] > 0; }
  auto short_exit() { return on[3] > 0; }
};

struct LongOnly : Base {
  auto long_entry() { return on[0] > 0; }
  auto long_exit() { return on[1] > 0; }
};

struct Reversing : Base {
  auto long_entry() { return on[0] > 0; }
  auto short_entry() { return on[2] > 0; }
};

struct InNext : Strategy {
  Series warmup, on[4];

  void init() {
    if (script->warmup > 0)
      warmup = each_bar([this] { return bar_index() < script->warmup ? __builtin_nan("") : 1.0; });
    for (int c = 0; c < 4; ++c)
      on[c] = each_bar([this, c] { return script->bars[bar_index()] >> c & 1; });
  }
  void next() {
    const double p = position.size, sl = script->stop_loss, tp = script->take_profit;
    if (p > 0 && on[1] > 0)
      position.close();
    else if (p < 0 && on[3] > 0)
      position.close();
    if (p <= 0 && on[0] > 0) {
      if (p < 0) position.close();
      buy({.size = script->size,
           .sl = sl ? close * (1 - sl) : close * 0,
           .tp = tp ? close * (1 + tp) : close * 0});
    } else if (p >= 0 && on[2] > 0) {
      if (p > 0) position.close();
      sell({.size = script->size,
            .sl = sl ? close * (1 + sl) : close * 0,
            .tp = tp ? close * (1 - tp) : close * 0});
    }
  }
};

}  // namespace signal_script

void all_four_signals(stratgen::abi::Frame* frame) {
  stratgen::detail::run<signal_script::AllFour>(frame);
}
void long_signals(stratgen::abi::Frame* frame) {
  stratgen::detail::run<signal_script::LongOnly>(frame);
}
void reversing_signals(stratgen::abi::Frame* frame) {
  stratgen::detail::run<signal_script::Reversing>(frame);
}
void four_signals_in_next(stratgen::abi::Frame* frame) {
  stratgen::detail::run<signal_script::InNext>(frame);
}
