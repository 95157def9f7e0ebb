#include <stratgen/strategy.hpp>

struct RingBuffer : Strategy {
  static constexpr int length = 20;
  double buffer[length] = {};
  int head = 0, filled = 0;

  void next() {
    buffer[head] = close;
    head = (head + 1) % length;
    if (filled < length) { ++filled; return; }
    double lowest_close = buffer[0];
    for (double v : buffer) lowest_close = min(lowest_close, v);
    if (close <= lowest_close * 1.01 && !position) buy();
    else if (close > lowest_close * 1.05) position.close();
  }
};

STRATGEN_STRATEGY(RingBuffer)
