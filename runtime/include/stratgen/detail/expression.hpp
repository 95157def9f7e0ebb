// Expressions over series: the operators and functions that make nodes.
#pragma once

#include "nodes.hpp"

#pragma clang attribute push([[gnu::always_inline]], apply_to = function)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"  // of vectors: nothing here is called

namespace stratgen::inline v1 {

namespace detail {

struct Add : Elementwise {
  static double apply(double a, double b) { return a + b; }
  template <class Numbers>
  static auto wide(Numbers a, Numbers b) {
    return a + b;
  }
};
struct Subtract : Elementwise {
  static double apply(double a, double b) { return a - b; }
  template <class Numbers>
  static auto wide(Numbers a, Numbers b) {
    return a - b;
  }
};
struct Multiply : Elementwise {
  static double apply(double a, double b) { return a * b; }
  template <class Numbers>
  static auto wide(Numbers a, Numbers b) {
    return a * b;
  }
};
struct Divide : Elementwise {
  static double apply(double a, double b) { return a / b; }
  template <class Numbers>
  static auto wide(Numbers a, Numbers b) {
    return a / b;
  }
};
struct Less : Elementwise {
  static bool apply(double a, double b) { return a < b; }
  template <class Numbers>
  static auto wide(Numbers a, Numbers b) {
    return a < b;
  }
};
struct LessEqual : Elementwise {
  static bool apply(double a, double b) { return a <= b; }
  template <class Numbers>
  static auto wide(Numbers a, Numbers b) {
    return a <= b;
  }
};
struct Greater : Elementwise {
  static bool apply(double a, double b) { return a > b; }
  template <class Numbers>
  static auto wide(Numbers a, Numbers b) {
    return a > b;
  }
};
struct GreaterEqual : Elementwise {
  static bool apply(double a, double b) { return a >= b; }
  template <class Numbers>
  static auto wide(Numbers a, Numbers b) {
    return a >= b;
  }
};
struct Equal : Elementwise {
  static bool apply(double a, double b) { return a == b; }
  template <class Numbers>
  static auto wide(Numbers a, Numbers b) {
    return a == b;
  }
};
// A comparison with NaN is false, this one included.
struct NotEqual : Elementwise {
  static bool apply(double a, double b) { return a < b || a > b; }
  template <class Numbers>
  static auto wide(Numbers a, Numbers b) {
    return (a < b) | (a > b);
  }
};
struct And : Logical {
  static bool apply(double a, double b) { return a != 0 && b != 0; }
  template <class Truths>
  static auto wide(Truths a, Truths b) {
    return a & b;
  }
};
struct Or : Logical {
  static bool apply(double a, double b) { return a != 0 || b != 0; }
  template <class Truths>
  static auto wide(Truths a, Truths b) {
    return a | b;
  }
};
struct Not : Logical {
  static bool apply(double a) { return a == 0; }
  template <class Truths>
  static auto wide(Truths a) {
    return ~a;
  }
};
struct Negate : Elementwise {
  static double apply(double a) { return -a; }
  template <class Numbers>
  static auto wide(Numbers a) {
    return -a;
  }
};

template <class Op, class A, class B>
Binary<Op, Node<A>, Node<B>> binary(const A& a, const B& b) {
  return {{}, a, b};
}

#define STRATGEN_OPERATOR(symbol, Op)                                      \
  template <class A, class B>                                              \
    requires AnySeries<A, B>                                               \
  Binary<Op, Node<A>, Node<B>> operator symbol(const A & a, const B & b) { \
    return {{}, a, b};                                                     \
  }
STRATGEN_OPERATOR(+, Add)
STRATGEN_OPERATOR(-, Subtract)
STRATGEN_OPERATOR(*, Multiply)
STRATGEN_OPERATOR(/, Divide)
STRATGEN_OPERATOR(<, Less)
STRATGEN_OPERATOR(<=, LessEqual)
STRATGEN_OPERATOR(>, Greater)
STRATGEN_OPERATOR(>=, GreaterEqual)
STRATGEN_OPERATOR(==, Equal)
STRATGEN_OPERATOR(!=, NotEqual)
STRATGEN_OPERATOR(&&, And)
STRATGEN_OPERATOR(||, Or)
#undef STRATGEN_OPERATOR

template <SeriesLike A>
Unary<Negate, A> operator-(const A& a) {
  return {{}, a};
}
template <SeriesLike A>
A operator+(const A& a) {
  return a;
}
template <SeriesLike A>
Unary<Not, A> operator!(const A& a) {
  return {{}, a};
}

}  // namespace detail

template <class C, class A, class B>
  requires(detail::Operand<C> && detail::Operand<A> && detail::Operand<B>)
auto where(const C& condition, const A& a, const B& b) {
  if constexpr (detail::SeriesLike<C> || detail::SeriesLike<A> || detail::SeriesLike<B>) {
    return detail::Where<detail::Node<C>, detail::Node<A>, detail::Node<B>>{{}, condition, a, b};
  } else {
    return static_cast<double>(condition ? a : b);
  }
}

template <detail::SeriesLike A>
auto shift(const A& s, int bars) {
  return detail::Shift<A>(s, bars);
}
template <detail::SeriesLike A>
auto change(const A& s, int bars = 1) {
  return s - shift(s, bars);
}
template <detail::SeriesLike A>
auto pct_change(const A& s, int bars = 1) {
  return s / shift(s, bars) - 1;
}
template <class A, class B>
  requires(detail::Operand<A> && detail::Operand<B>)
detail::Crossover<detail::Node<A>, detail::Node<B>> crossover(const A& a, const B& b) {
  return {{}, a, b};
}
template <class A, class B>
  requires(detail::Operand<A> && detail::Operand<B>)
detail::Crossover<detail::Node<B>, detail::Node<A>> crossunder(const A& a, const B& b) {
  return {{}, b, a};
}
template <detail::SeriesLike C>
detail::BarsSince<C> bars_since(const C& condition) {
  return {{}, condition};
}

}  // namespace stratgen::inline v1

#pragma clang diagnostic pop
#pragma clang attribute pop
