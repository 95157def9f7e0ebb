#include <stratgen/strategy.hpp>

template <class T> constexpr T pi = T(3.14159265358979);
template <int N> constexpr int power_of_two = 2 * power_of_two<N - 1>;
template <> constexpr int power_of_two<0> = 1;

struct VariableTemplates : Strategy {

  void next() {
    if (pi<double> > 3 && pi<float> > 3 && power_of_two<5> == 32) buy();
  }
};

STRATGEN_STRATEGY(VariableTemplates)
