#include <stratgen/strategy.hpp>

template <class T> struct is_int { static constexpr bool value = false; };
template <> struct is_int<int> { static constexpr bool value = true; };
template <class T> double pick(const T& v) {
  if constexpr (is_int<T>::value) return v;
  else if constexpr (sizeof(T) == sizeof(double)) return 2;
  else return v[0];
}

struct ConstexprIf : Strategy {

  void next() {
    if (pick(1) == 1 && pick(2.5) == 2 && pick(close) > 0) buy();
  }
};

STRATGEN_STRATEGY(ConstexprIf)
