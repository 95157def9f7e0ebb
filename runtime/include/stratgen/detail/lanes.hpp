// Expressions at many bars at once. Element by element these are the operations that a node
// performs at one bar, so they give the same bits; the compiler lowers the vectors to what the
// machine has.
//
// From bar depth(node) on, a node reads no bar before the first. There, at_() and what this file
// computes are what next() sees.
#pragma once

#include "math.hpp"

#pragma clang attribute push([[gnu::always_inline]], apply_to = function)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"  // nothing here is called

namespace stratgen::inline v1::detail {

using Word = unsigned long;  // a condition at 64 bars, the first one in bit 0

// --- How far back a node reads ---

inline constexpr Bars any_depth = Bars(1) << 40;  // longer than any history

inline Bars deeper(Bars a, Bars b) { return a > b ? a : b; }

template <class T>
Bars depth(const T&) {
  return any_depth;  // not known here: such a node is asked bar by bar
}
inline Bars depth(const Constant&) { return 0; }
inline Bars depth(const Series&) { return 0; }
template <class Op, class A>
Bars depth(const Unary<Op, A>& node) {
  return depth(node.a);
}
template <class Op, class A, class B>
Bars depth(const Binary<Op, A, B>& node) {
  return deeper(depth(node.a), depth(node.b));
}
template <class C, class A, class B>
Bars depth(const Where<C, A, B>& node) {
  return deeper(depth(node.condition), deeper(depth(node.a), depth(node.b)));
}
template <class A>
Bars depth(const Shift<A>& node) {
  return depth(node.a) + node.bars;
}
template <class A, class B>
Bars depth(const Crossover<A, B>& node) {
  return deeper(depth(node.a), depth(node.b)) + 1;
}
template <class C>
Bars depth(const BarsSince<C>& node) {
  return depth(node.condition);
}

// --- Nodes at `width` bars from one on ---

template <int width>
struct Wide {
  using Numbers = double __attribute__((ext_vector_type(width)));
  using Truths = long __attribute__((ext_vector_type(width)));  // as comparisons give them: -1 or 0
  using Bits = bool __attribute__((ext_vector_type(width)));

  static Numbers all(double value) { return Numbers(value); }
  static Numbers load(const double* from) {
    Numbers values;
    __builtin_memcpy(&values, from, sizeof values);
    return values;
  }
  static Numbers numbers(Numbers x) { return x; }
  static Numbers numbers(Truths x) { return x ? all(1) : all(0); }
  static Truths truths(Numbers x) { return x != all(0); }  // NaN is true, as in C++
  static Truths truths(Truths x) { return x; }
  static Bits bits(Truths x) { return __builtin_convertvector(x, Bits); }

  static Numbers apply(Add, Numbers a, Numbers b) { return a + b; }
  static Numbers apply(Subtract, Numbers a, Numbers b) { return a - b; }
  static Numbers apply(Multiply, Numbers a, Numbers b) { return a * b; }
  static Numbers apply(Divide, Numbers a, Numbers b) { return a / b; }
  static Numbers apply(Min, Numbers a, Numbers b) { return b < a ? b : a; }
  static Numbers apply(Max, Numbers a, Numbers b) { return a < b ? b : a; }
  static Truths apply(Less, Numbers a, Numbers b) { return a < b; }
  static Truths apply(LessEqual, Numbers a, Numbers b) { return a <= b; }
  static Truths apply(Greater, Numbers a, Numbers b) { return a > b; }
  static Truths apply(GreaterEqual, Numbers a, Numbers b) { return a >= b; }
  static Truths apply(Equal, Numbers a, Numbers b) { return a == b; }
  static Truths apply(NotEqual, Numbers a, Numbers b) { return (a < b) | (a > b); }
  static Numbers apply(Negate, Numbers a) { return -a; }
  static Numbers apply(Sqrt, Numbers a) { return __builtin_elementwise_sqrt(a); }
  static Numbers apply(Floor, Numbers a) { return __builtin_elementwise_floor(a); }
  static Numbers apply(Ceil, Numbers a) { return __builtin_elementwise_ceil(a); }
  static Numbers apply(Fabs, Numbers a) { return __builtin_elementwise_abs(a); }
  static Truths apply(IsNan, Numbers a) { return a != a; }
  static Truths apply(IsFinite, Numbers a) {
    return __builtin_elementwise_abs(a) < all(__builtin_inf());
  }
  static Numbers apply(Sign, Numbers a) {
    return numbers(a > all(0)) - numbers(a < all(0)) + a * all(0);
  }

  // What has no vector form goes one by one.
  template <class F>
  static Numbers one_by_one(F value) {
    double values[width];
#pragma clang loop vectorize(disable) unroll(disable)
    for (unsigned k = 0; k < width; ++k) values[k] = static_cast<double>(value(k));
    return load(values);
  }

  template <class T>
  static Numbers at(const T& node, Bars bar) {
    return one_by_one([&](unsigned k) { return node.at_(bar + k); });
  }
  static Numbers at(const Constant& node, Bars) { return all(node.value); }
  static Numbers at(const Series& node, Bars bar) { return load(node.column_() + bar); }
  template <class Op, class A, class B>
  static auto at(const Binary<Op, A, B>& node, Bars bar) {
    const auto a = at(node.a, bar);
    const auto b = at(node.b, bar);
    if constexpr (__is_same(Op, And)) {
      return truths(a) & truths(b);
    } else if constexpr (__is_same(Op, Or)) {
      return truths(a) | truths(b);
    } else if constexpr (requires { apply(Op{}, numbers(a), numbers(b)); }) {
      return apply(Op{}, numbers(a), numbers(b));
    } else {
      const Numbers x = numbers(a), y = numbers(b);
      return one_by_one([&](unsigned k) { return Op::apply(x[k], y[k]); });
    }
  }
  template <class Op, class A>
  static auto at(const Unary<Op, A>& node, Bars bar) {
    const auto a = at(node.a, bar);
    if constexpr (__is_same(Op, Not)) {
      return ~truths(a);
    } else if constexpr (requires { apply(Op{}, numbers(a)); }) {
      return apply(Op{}, numbers(a));
    } else {
      const Numbers x = numbers(a);
      return one_by_one([&](unsigned k) { return Op::apply(x[k]); });
    }
  }
  template <class C, class A, class B>
  static Numbers at(const Where<C, A, B>& node, Bars bar) {
    return truths(at(node.condition, bar)) ? numbers(at(node.a, bar)) : numbers(at(node.b, bar));
  }
  template <class A>
  static Numbers at(const Shift<A>& node, Bars bar) {
    return numbers(at(node.a, bar - node.bars));
  }
  template <class A, class B>
  static Truths at(const Crossover<A, B>& node, Bars bar) {
    return (numbers(at(node.a, bar - 1)) < numbers(at(node.b, bar - 1))) &
           (numbers(at(node.a, bar)) > numbers(at(node.b, bar)));
  }
};

// --- Conditions at 64 bars ---

// How much code a node is; one without a vector form is much.
inline constexpr int heavy = 100;
template <class T>
inline constexpr int weight = heavy;
template <>
inline constexpr int weight<Series> = 1;
template <>
inline constexpr int weight<Constant> = 0;
template <class Op, class A>
inline constexpr int weight<Unary<Op, A>> =
    weight<A> +
    (__is_same(Op, Not) || requires(Wide<8>::Numbers x) { Wide<8>::apply(Op{}, x); } ? 1 : heavy);
template <class Op, class A, class B>
inline constexpr int weight<Binary<Op, A, B>> =
    weight<A> + weight<B> +
    (__is_same(Op, And) || __is_same(Op, Or) || requires(Wide<8>::Numbers x) {
      Wide<8>::apply(Op{}, x, x);
    } ? 1 : heavy);
template <class C, class A, class B>
inline constexpr int weight<Where<C, A, B>> = weight<C> + weight<A> + weight<B> + 1;
template <class A>
inline constexpr int weight<Shift<A>> = weight<A>;
template <class A, class B>
inline constexpr int weight<Crossover<A, B>> = 2 * (weight<A> + weight<B>)+2;

inline constexpr int light = 8;

// `compare` makes Truths of the vectors that its argument's nodes give.
template <int weight_of_it, class F>
Word word_of(F compare) {
  if constexpr (weight_of_it <= light) {
    return __builtin_bit_cast(Word, Wide<64>::bits(compare(Wide<64>(), Bars(0))));
  } else {
    Word word = 0;
#pragma clang loop vectorize(disable) unroll(disable)
    for (Bars k = 0; k < 64; k += 8)
      word |= Word(__builtin_bit_cast(unsigned char, Wide<8>::bits(compare(Wide<8>(), k)))) << k;
    return word;
  }
}

template <class T>
Word at_word(const T& node, Bars bar) {
  return word_of<weight<T>>([&](auto wide, Bars k) { return wide.truths(wide.at(node, bar + k)); });
}
template <class A, class B>
Word at_word(const Binary<And, A, B>& node, Bars bar) {
  return at_word(node.a, bar) & at_word(node.b, bar);
}
template <class A, class B>
Word at_word(const Binary<Or, A, B>& node, Bars bar) {
  return at_word(node.a, bar) | at_word(node.b, bar);
}
template <class A>
Word at_word(const Unary<Not, A>& node, Bars bar) {
  return ~at_word(node.a, bar);
}
// Each bar is compared once; the bar before the first one for itself.
template <class A, class B>
Word at_word(const Crossover<A, B>& node, Bars bar) {
  constexpr int each = weight<A> + weight<B> + 1;
  const Word below = word_of<each>([&](auto wide, Bars k) {
    return wide.numbers(wide.at(node.a, bar + k)) < wide.numbers(wide.at(node.b, bar + k));
  });
  const Word above = word_of<each>([&](auto wide, Bars k) {
    return wide.numbers(wide.at(node.a, bar + k)) > wide.numbers(wide.at(node.b, bar + k));
  });
  const bool before =
      static_cast<double>(node.a.at_(bar - 1)) < static_cast<double>(node.b.at_(bar - 1));
  return above & (below << 1 | Word(before));
}

}  // namespace stratgen::inline v1::detail

#pragma clang diagnostic pop
#pragma clang attribute pop
