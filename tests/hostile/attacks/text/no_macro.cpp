// expect: one-strategy
#include <stratgen/strategy.hpp>
struct S : Strategy { void next() {} };
