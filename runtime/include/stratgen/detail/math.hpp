// Mathematics on numbers, and element-wise on series. No standard header: clang's builtins become
// instructions or calls to libm.
#pragma once

#include "expression.hpp"

#pragma clang attribute push([[gnu::always_inline]], apply_to = function)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"  // of vectors: nothing here is called
// Not all of the builtins are constant expressions.
#pragma clang diagnostic ignored "-Winvalid-constexpr"

namespace stratgen::inline v1 {
namespace detail {

template <Number T>
double number(const T& value) {
  return static_cast<double>(value);
}

}  // namespace detail

// One argument: a double for a number, a node for a series.
#define STRATGEN_FUNCTION(name, Op)                   \
  template <detail::Number T>                         \
  constexpr auto name(const T& x) {                   \
    return detail::Op::apply(static_cast<double>(x)); \
  }                                                   \
  template <detail::SeriesLike T>                     \
  auto name(const T& s) {                             \
    return detail::Unary<detail::Op, T>{{}, s};       \
  }
#define STRATGEN_UNARY(name, Op, result, expression)               \
  namespace detail {                                               \
  struct Op {                                                      \
    static constexpr result apply(double x) { return expression; } \
  };                                                               \
  }                                                                \
  STRATGEN_FUNCTION(name, Op)
// The same with a vector form.
#define STRATGEN_WIDE_UNARY(name, Op, result, expression, wide_expression) \
  namespace detail {                                                       \
  struct Op : Elementwise {                                                \
    static constexpr result apply(double x) { return expression; }         \
    template <class Numbers>                                               \
    static auto wide(Numbers x) {                                          \
      return wide_expression;                                              \
    }                                                                      \
  };                                                                       \
  }                                                                        \
  STRATGEN_FUNCTION(name, Op)
STRATGEN_UNARY(log, Log, double, __builtin_log(x))
STRATGEN_UNARY(exp, Exp, double, __builtin_exp(x))
STRATGEN_WIDE_UNARY(sqrt, Sqrt, double, __builtin_sqrt(x), __builtin_elementwise_sqrt(x))
STRATGEN_WIDE_UNARY(floor, Floor, double, __builtin_floor(x), __builtin_elementwise_floor(x))
STRATGEN_WIDE_UNARY(ceil, Ceil, double, __builtin_ceil(x), __builtin_elementwise_ceil(x))
STRATGEN_UNARY(round, Round, double, __builtin_round(x))
STRATGEN_WIDE_UNARY(fabs, Fabs, double, __builtin_fabs(x), __builtin_elementwise_abs(x))
STRATGEN_WIDE_UNARY(isnan, IsNan, bool, __builtin_isnan(x), x != x)
STRATGEN_UNARY(isfinite, IsFinite, bool, __builtin_isfinite(x))
STRATGEN_UNARY(sign, Sign, double, (x > 0) - (x < 0) + x * 0)
#undef STRATGEN_WIDE_UNARY
#undef STRATGEN_UNARY
#undef STRATGEN_FUNCTION

template <detail::Number T>
constexpr auto abs(const T& x) {
  if constexpr (detail::Integer<T>) {
    return x < 0 ? -x : +x;
  } else {
    return __builtin_fabs(static_cast<double>(x));
  }
}
template <detail::SeriesLike T>
auto abs(const T& s) {
  return detail::Unary<detail::Fabs, T>{{}, s};
}

namespace detail {
struct Min : Elementwise {
  static constexpr double apply(double a, double b) { return b < a ? b : a; }
  template <class Numbers>
  static auto wide(Numbers a, Numbers b) {
    return b < a ? b : a;
  }
};
struct Max : Elementwise {
  static constexpr double apply(double a, double b) { return a < b ? b : a; }
  template <class Numbers>
  static auto wide(Numbers a, Numbers b) {
    return a < b ? b : a;
  }
};
struct Pow {
  static double apply(double a, double b) { return __builtin_pow(a, b); }
};
}  // namespace detail

// Of two integers an integer, else a double; element-wise on series.
template <class A, class B>
  requires(detail::Operand<A> && detail::Operand<B>)
constexpr auto min(const A& a, const B& b) {
  if constexpr (detail::AnySeries<A, B>) {
    return detail::binary<detail::Min>(a, b);
  } else if constexpr (detail::Integer<A> && detail::Integer<B>) {
    return b < a ? b : a;
  } else {
    return detail::Min::apply(static_cast<double>(a), static_cast<double>(b));
  }
}
template <class A, class B>
  requires(detail::Operand<A> && detail::Operand<B>)
constexpr auto max(const A& a, const B& b) {
  if constexpr (detail::AnySeries<A, B>) {
    return detail::binary<detail::Max>(a, b);
  } else if constexpr (detail::Integer<A> && detail::Integer<B>) {
    return a < b ? b : a;
  } else {
    return detail::Max::apply(static_cast<double>(a), static_cast<double>(b));
  }
}
template <class A, class B, class... More>
  requires(detail::Operand<A> && detail::Operand<B> && sizeof...(More) > 0)
constexpr auto min(const A& a, const B& b, const More&... more) {
  return min(min(a, b), more...);
}
template <class A, class B, class... More>
  requires(detail::Operand<A> && detail::Operand<B> && sizeof...(More) > 0)
constexpr auto max(const A& a, const B& b, const More&... more) {
  return max(max(a, b), more...);
}
template <class A, class B>
  requires(detail::Operand<A> && detail::Operand<B>)
constexpr auto pow(const A& a, const B& b) {
  if constexpr (detail::AnySeries<A, B>) {
    return detail::binary<detail::Pow>(a, b);
  } else {
    return detail::Pow::apply(static_cast<double>(a), static_cast<double>(b));
  }
}
template <class X, class L, class H>
  requires(detail::Operand<X> && detail::Operand<L> && detail::Operand<H>)
constexpr auto clamp(const X& x, const L& low, const H& high) {
  return min(max(x, low), high);
}

}  // namespace stratgen::inline v1

#pragma clang diagnostic pop
#pragma clang attribute pop
