#include "tests/tools/cli/causality_strategies.hpp"

#include <stratgen/strategy.hpp>

namespace {

int bars = 0;  // of the run; no strategy of a document gets to know

struct CountsBars : Strategy {
  void next() {
    if (bar_index() == 5) buy();
    if (bar_index() == 10 && bars >= 100) position.close();
  }
};

}  // namespace

void causality_strategies::counts_bars(stratgen::abi::Frame* frame) {
  bars = frame->bars;
  stratgen::detail::run<CountsBars>(frame);
}
