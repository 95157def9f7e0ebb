#include <stratgen/strategy.hpp>

template <class T> struct Name { static constexpr int id = 1; };
template <> struct Name<double> { static constexpr int id = 2; };
template <class T, int N> struct Name<T[N]> { static constexpr int id = N; };
template <class T> int kind(T) { return 0; }
template <> int kind(int) { return 1; }

struct Specialisations : Strategy {

  void next() {
    if (Name<int>::id + Name<double>::id + Name<long[3]>::id == 6) buy();
  }
};

STRATGEN_STRATEGY(Specialisations)
