#include <stratgen/strategy.hpp>

template <class... T>
constexpr int count(const T&...) { return sizeof...(T); }
template <class... B>
bool any(B... conditions) { return (... || bool(conditions)); }
template <class T>
constexpr T maximum(T v) { return v; }
template <class T, class... More>
constexpr T maximum(T v, More... more) { const T rest = maximum(more...); return v < rest ? rest : v; }

struct VariadicTemplates : Strategy {

  void next() {
    if (count(1, 2.0, true) == 3 && any(close > open, close < low) && maximum(1, 5, 3) == 5) buy();
  }
};

STRATGEN_STRATEGY(VariadicTemplates)
