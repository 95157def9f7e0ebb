// expect: coroutine
#include <stratgen/strategy.hpp>
struct Task { struct promise_type { Task get_return_object() { return {}; } }; };
Task f() { co_return; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
