#include <stratgen/strategy.hpp>

template <class T> struct Box { T v{}; };
template <template <class> class C> struct Holder { C<double> inside; };

struct TemplateTemplateParameters : Strategy {

  void next() {
    Holder<Box> h;
    h.inside.v = close;
    if (h.inside.v > open) buy();
  }
};

STRATGEN_STRATEGY(TemplateTemplateParameters)
