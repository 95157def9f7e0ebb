#include <stratgen/strategy.hpp>

template <class T> struct Vec { T x, y; };
template <class T> Vec<T> operator+(const Vec<T>& a, const Vec<T>& b) { return {a.x + b.x, a.y + b.y}; }
template <class T, class K> Vec<T> operator*(const Vec<T>& a, const K& k) { return {a.x * k, a.y * k}; }
template <class T> bool operator<(const Vec<T>& a, const Vec<T>& b) { return a.x < b.x; }

struct OwnOperatorsOfTemplates : Strategy {

  void next() {
    Vec<double> a{1, 2}, b{3, 4};
    if ((a + b).x > (a * 2.0).y || a < b) buy();
    if (close + 1 > open && close < high * 2) position.close(0.5);
  }
};

STRATGEN_STRATEGY(OwnOperatorsOfTemplates)
