#include <stratgen/strategy.hpp>

struct Money {
  double v = 0;
  Money operator+(Money o) const { return {v + o.v}; }
  Money operator-(Money o) const { return {v - o.v}; }
  Money operator*(double k) const { return {v * k}; }
  Money operator-() const { return {-v}; }
  void operator+=(Money o) { v += o.v; }
  void operator++() { v += 1; }
  bool operator>(Money o) const { return v > o.v; }
  double operator[](int) const { return v; }
  double operator()(int k) const { return v * k; }
  explicit operator bool() const { return v != 0; }
};
bool operator<(Money a, Money b) { return a.v < b.v; }
bool operator==(Money a, Money b) { return a.v == b.v; }

struct OperatorsOnStructs : Strategy {

  void next() {
    Money a{100}, b{50};
    Money c = a + b * 2 - Money{3};
    c += a;
    ++c;
    if (c > a && !(a == b) && c[0] > 0 && bool(c) && c(2) > 1 && -c < a) buy();
  }
};

STRATGEN_STRATEGY(OperatorsOnStructs)
