#include <stratgen/strategy.hpp>
struct S : Strategy {
  char tab = '\t', zero = '\0', quote = '\'', hex = '\x41', octal = '\101';
  void next() { if (tab + zero + quote + hex + octal > 0 && close > open) buy({.tag = "a\tb\"c\\"}); }
};
STRATGEN_STRATEGY(S)
