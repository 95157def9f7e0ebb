#include <stratgen/strategy.hpp>

struct FloatingPoint : Strategy {
  int n = 0;

  void next() {
    double z = 0, inf = 1 / z, nan = z / z;
    if (inf > 1e308 && !(nan == nan) && isnan(nan) && !isfinite(inf) && -inf < 0) buy();
    if (0.1 + 0.2 != 0.3) ++n;
    double e = 1e-300 * 1e-300;
    if (e == 0 && n > 0) position.close(0.5);
  }
};

STRATGEN_STRATEGY(FloatingPoint)
