#include <stratgen/strategy.hpp>

struct Mathematics : Strategy {

  void next() {
    double v = abs(-1.5) + sqrt(4) + pow(2, 3) + exp(0) + log(1) + floor(1.5) + ceil(1.5) + round(1.5) + sign(-2.0) + min(1, 2) + max(1, 2, 3) + clamp(5, 0, 3);
    v += std::abs(-1) + std::fabs(-1.0) + std::sqrt(close) + std::pow(close, 0.5) + std::log(close) + std::exp(0.1) + std::floor(v) + std::ceil(v) + std::round(v) + std::min(v, 1.0) + std::max(v, double(close)) + std::clamp(v, 0.0, 1.0);
    if (!isnan(v) && !std::isnan(v) && std::isfinite(v) && isfinite(close) && min(close, open, high, low) <= low) buy();
  }
};

STRATGEN_STRATEGY(Mathematics)
