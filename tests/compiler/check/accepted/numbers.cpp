#include <stratgen/strategy.hpp>

struct Numbers : Strategy {
  float f = 1.5f;
  long big = 1'000'000'000L;
  unsigned flags = 0b1010u;
  short s = 3;
  char letter = 'a';
  unsigned char byte = 0xFF;
  long long wide = 1LL << 40;
  double hex = 0x1p-3;
  void next() {
    int n = (int)close;
    n += static_cast<int>(high);
    double d = double(n) / 3 + (double)big;
    f = float(d);
    flags ^= 1u;
    flags <<= 1;
    s = static_cast<short>(-s);
    big = static_cast<long>(sizeof(double)) + letter + byte;
    (void)wide;
    while (n > 10) n /= 2;
    do { --n; } while (n > 0);
    bool yes = close > 1 ? true : false;
    if (yes && d > hex && !(n & 1) && (n | 2) && (n ^ 3) && ~n) buy();
    if constexpr (sizeof(int) == 4) position.close();
    if (int k = n + 1; k > 3) position.close();
    for (int i = 0, j = 10; i < j; ++i, --j) d += i * j;
    (n > 3 ? f : hex) > 1 ? void(buy()) : position.close();
  }
};
STRATGEN_STRATEGY(Numbers)
