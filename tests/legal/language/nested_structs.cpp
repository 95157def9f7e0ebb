#include <stratgen/strategy.hpp>

struct NestedStructs : Strategy {
  struct Book {
    struct Quote {
      double price = 0;
      struct Inner { int depth = 0; } inner;
    } best;
    Quote other[2];
  } book;

  void next() {
    book.best.price = close;
    book.best.inner.depth += 1;
    if (book.best.inner.depth > 3) buy();
  }
};

STRATGEN_STRATEGY(NestedStructs)
