#include <stratgen/strategy.hpp>

struct Casts : Strategy {
  enum class Kind { A, B };
  enum { Old = 4 };

  void next() {
    int a = (int)close, b = int(open), c = static_cast<int>(high);
    double d = (double)a / static_cast<double>(b) + double(c);
    long l = (long)volume;
    float f = static_cast<float>(d);
    unsigned u = static_cast<unsigned>(a);
    bool yes = bool(a), no = (bool)0;
    char ch = static_cast<char>(a % 100);
    int from = static_cast<int>(Kind::B) + int(Old) + (int)true;
    Kind k = Kind(1), k2 = (Kind)0, k3 = static_cast<Kind>(1);
    if (d + l + f + u + ch + from > 0 && yes && !no && k == k3 && k != k2) buy();
  }
};

STRATGEN_STRATEGY(Casts)
