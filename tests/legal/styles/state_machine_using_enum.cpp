#include <stratgen/strategy.hpp>
enum class State : unsigned char { Idle, Armed, InTrade, Cooling };
struct Fsm : Strategy {
  State state = State::Idle;
  int bars_in_state = 0;
  double trigger = 0.0;
  Series hi20, lo10, a;
  void init() {
    hi20 = highest(high, 20);
    lo10 = lowest(low, 10);
    a = atr(14);
  }
  void transition(State to) {
    state = to;
    bars_in_state = 0;
  }
  void next() {
    using enum State;
    ++bars_in_state;
    switch (state) {
      case Idle:
        if (close > hi20[1]) {
          trigger = high + 0.1 * a;
          transition(Armed);
        }
        break;
      case Armed:
        if (high > trigger) {
          buy({.size = 0.8, .sl = close - 2 * a});
          transition(InTrade);
        } else if (bars_in_state > 5)
          transition(Idle);
        break;
      case InTrade:
        if (!position && bars_in_state > 1)
          transition(Cooling);
        else if (close < lo10[1])
          position.close();
        break;
      case Cooling:
        if (bars_in_state >= 3) transition(Idle);
        break;
    }
  }
};
STRATGEN_STRATEGY(Fsm)
