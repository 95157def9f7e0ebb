#include <stratgen/strategy.hpp>

struct StateMachine : Strategy {
  enum State { Flat, Armed, In };
  struct Setup { double trigger = 0, stop = 0; int bars = 0; };
  State state = Flat;
  Setup setup;
  int hold = param("hold", 10, {1, 50, 1});
  static constexpr double risk = 0.01;
  static constexpr int table[4] = {1, 2, 3, 5};

  bool armed() const { return state == Armed; }
  void arm(Setup& s, double trigger) { s.trigger = trigger; s.stop = low; s.bars = 0; state = Armed; }

  void next() {
    switch (state) {
      case Flat: if (close > high[1]) arm(setup, high); break;
      case Armed:
        if (++setup.bars > table[setup.bars & 3]) state = Flat;
        else if (high > setup.trigger && armed()) { buy({.size = risk * 50, .sl = setup.stop}); state = In; }
        break;
      case In:
        if (!position || setup.bars++ > hold) { position.close(); state = Flat; }
        break;
    }
    this->setup.bars += 0;
  }
};
STRATGEN_STRATEGY(StateMachine)
