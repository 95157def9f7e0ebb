#include <stratgen/strategy.hpp>

constexpr auto primes = [] {
  List<int, 32> found;
  for (int n = 2; found.size() < 20; ++n) {
    bool is_prime = true;
    for (int q : found)
      if (n % q == 0) is_prime = false;
    if (is_prime) found.push_back(n);
  }
  return found;
}();
static_assert(primes[19] == 71 && primes.back() == 71);

constexpr List<double, 3> weights{0.5, 0.3, 0.2};

struct Primes : Strategy {
  void next() {
    double past = 0;
    for (int i = 0; i < weights.size(); ++i) past += weights[i] * close[primes[i + 3]];
    if (close > past && bar_index() % primes.front() == 0 && !position)
      buy();
    else if (close < past && position)
      position.close();
  }
};

STRATGEN_STRATEGY(Primes)
