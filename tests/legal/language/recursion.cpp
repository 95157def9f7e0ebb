#include <stratgen/strategy.hpp>

int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
int gcd(int a, int b) { return b == 0 ? a : gcd(b, a % b); }
bool odd(int n);
bool even(int n) { return n == 0 || odd(n - 1); }
bool odd(int n) { return n != 0 && even(n - 1); }

struct Recursion : Strategy {

  void next() {
    if (fib(10) == 55 && gcd(12, 18) == 6 && even(4)) { if (close > open) buy(); }
  }
};

STRATGEN_STRATEGY(Recursion)
