#include <stratgen/strategy.hpp>

struct Enums : Strategy {
  enum class State { Flat, Long } state = State::Flat, old{};
  enum Kind { Breakout = 1, Pullback };
  enum Colour : unsigned char { Red, Green, Blue };
  enum class Side : short { Up = 1, Down = -1 };
  int seen = 0;

  void next() {
    state = close > open ? State::Long : State::Flat;
    if (state == State::Long && old != state) buy({.tag = Breakout});
    if (static_cast<int>(state) == 0) position.close();
    old = State(int(state));
    Colour c = static_cast<Colour>(bar_index() % 3);
    if (c == Red || int(c) == Green) seen |= 1 << c;
    using enum Side;
    Side s = close > open ? Up : Down;
    if (s == Up) ++seen;
  }
};

STRATGEN_STRATEGY(Enums)
