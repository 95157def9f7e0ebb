#include <stratgen/strategy.hpp>

struct Range { double low, high; };
struct Engine { int power = 3; };
struct Node { int v; };
struct Price { double v; };
struct State { int k = 0; };
struct Frame { int n = 0; };
struct Expression { int v; };
struct Constant { int v = 0; };
struct Columns { int n = 0; };
struct Signals { int n = 0; };

struct OwnTypesOfCommonNames : Strategy {

  void next() {
    Range r{1, 2};
    Engine e;
    Node n{3};
    Price p{close};
    State s;
    if (r.low + e.power + n.v + p.v + s.k + Frame{}.n + Expression{1}.v + Constant{}.v + Columns{}.n + Signals{}.n > 0) buy();
  }
};

STRATGEN_STRATEGY(OwnTypesOfCommonNames)
