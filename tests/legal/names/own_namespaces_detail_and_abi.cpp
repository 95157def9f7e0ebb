#include <stratgen/strategy.hpp>

namespace detail { double score(double v) { return v; } }
namespace abi { constexpr int version = 3; }
namespace v1 { constexpr int level = 1; }
namespace impl { constexpr int x = 1; }

struct OwnNamespacesDetailAndAbi : Strategy {

  void next() {
    if (detail::score(close) + abi::version + v1::level > 0 && impl::x > 0) buy();
  }
};

STRATGEN_STRATEGY(OwnNamespacesDetailAndAbi)
