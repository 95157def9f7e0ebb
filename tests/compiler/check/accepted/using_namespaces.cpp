#include <stratgen/strategy.hpp>

using namespace stratgen;
using namespace std;

struct Habit : Strategy {
  std::array<double, 5> window = {};
  int at = 0;
  void next() {
    window[at % 5] = close;
    ++at;
    double highest_seen = std::max(window[0], std::abs(window[1]));
    highest_seen = std::clamp(highest_seen, 0.0, 1e6);
    if (std::sqrt(highest_seen) > std::pow(2.0, 3) && !std::isnan(highest_seen)) buy();
    if (std::fabs(std::floor(highest_seen) - std::ceil(highest_seen)) > 0.5) position.close();
    if (std::isfinite(std::log(std::exp(std::round(close)))) && std::min(1, 2) == 1) position.close();
  }
};
STRATGEN_STRATEGY(Habit)
