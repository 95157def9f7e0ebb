#include <stratgen/strategy.hpp>

struct FloatAndLong : Strategy {
  float f = 1.5f;
  long big = 0;
  long long wide = 1LL << 40;
  short tiny = 1;
  unsigned u = 3;
  unsigned long ul = 4;
  unsigned long long ll = 5;
  char c = 65;
  signed char sc = -1;
  unsigned char uc = 255;
  bool b = true;

  void next() {
    f = float(close) * 1.5f;
    big += 1L << 33;
    if (f > 100.0f && big > 0 && wide > 0 && tiny < 2 && u > 0u && ul > 0ul && ll > 0ll && c == 65 && sc < 0 && uc == 255 && b) buy();
    f /= 2;
    const double mixed = f * big / (wide + 1) + c;
    if (mixed < 0) position.close();
  }
};

STRATGEN_STRATEGY(FloatAndLong)
