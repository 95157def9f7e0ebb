#include <stratgen/strategy.hpp>

namespace signals { bool up(const Series& s) { return s[0] > s[1]; } namespace detail { double scale(double x) { return x * 2; } } }
namespace s = signals;
namespace util::inner { constexpr int limit = 3; }
namespace util { using inner::limit; }

struct NamespacesOfHelpers : Strategy {

  void next() {
    if (signals::up(close) && s::detail::scale(2.0) > 1 && util::limit > 0) buy();
  }
};

STRATGEN_STRATEGY(NamespacesOfHelpers)
