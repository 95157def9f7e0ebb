#include <stratgen/strategy.hpp>
struct A : Strategy {
  Series s;
  void init() { s = rsi(close); }
  void next() {
    if (s < 30 and not position or false)
      buy();
    else if (s > 70 && !(position.size == 0))
      position.close();
    int b = 5 bitand 3;
    b = b bitor 8;
    b = compl b;
    b and_eq 7;
    b or_eq 1;
    b xor_eq 2;
    if (b not_eq 3 xor true) b++;
  }
};
STRATGEN_STRATEGY(A)
