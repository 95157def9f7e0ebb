#include <stratgen/strategy.hpp>
struct Leg { Series fast, slow; int n = 3; bool up() const { return fast > slow; } double gap() const { return fast - slow; } double ago(int k) const { return fast[k]; } };
struct Pair { Leg a, b; };
struct S : Strategy { Leg l; Pair p; Leg many[2]; Leg make(int x, int y) { return {sma(close, x), sma(close, y)}; } Leg mk2(int x) { Leg r; r.fast = ema(close, x); r.slow = ema(close, 2 * x); r.n = x; return r; }
 void init() { l = make(3, 9); p.a = mk2(4); p.b = l; for (auto& m : many) m = make(5, 6); } void next() { if (l.up() && p.a.up() && many[1].gap() > 0 && p.b.ago(2) > 0) buy({.size = 1}); else position.close(); } };
STRATGEN_STRATEGY(S)
