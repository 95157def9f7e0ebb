#include <stratgen/strategy.hpp>

struct EnumByParameter : Strategy {
  enum class Mode { Long, Short } mode{};
  int choice = param("mode", 0, {0, 2, 1});

  void init() {
    mode = static_cast<Mode>(choice);
    if (choice > 1) reject("mode is 0 or 1");
  }

  void next() {
    if (mode == Mode::Long && close > open) buy();
    if (mode == Mode::Short) sell({.size = 0.1});
    position.close();
  }
};

STRATGEN_STRATEGY(EnumByParameter)
