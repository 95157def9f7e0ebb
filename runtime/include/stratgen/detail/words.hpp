// What a condition of the signal form says at 64 bars, as a word of bits.
#pragma once

#include "handles.hpp"

#pragma clang attribute push(                                                  \
    __attribute__((no_sanitize("signed-integer-overflow", "shift-exponent"))), \
    apply_to = function)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"  // of vectors: nothing here is called

namespace stratgen::inline v1::detail {

// A condition the strategy does not have never holds.
struct Never {
  operator bool() const { return false; }
};

template <class T>
concept Condition = SeriesLike<T> || __is_arithmetic(T) || __is_same(T, Never);

// Conditions of more code than this are not unrolled over 64 bars, which would only cost the
// compiler.
inline constexpr int light = 12;

// At which bars a is less than b, and at which it is more.
struct Order {
  Word less, more;
};
template <int width, class A, class B>
[[gnu::always_inline]] Order order_at(const A& a, const B& b, Bars bar) {
  using W = Wide<width>;
  const auto x = W::numbers(a.template wide_<width>(bar));
  const auto y = W::numbers(b.template wide_<width>(bar));
  return {W::word(x < y), W::word(x > y)};
}

// Two columns that were compared at the same bars: an exit is often its entry mirrored. That they
// are the same ones the optimiser sees.
struct Compared {
  bool any = false;
  const double *a = nullptr, *b = nullptr;
  Order order{};

  bool is(const double* x, const double* y) const { return any && a == x && b == y; }
};
// One subtraction tells both orders where no difference is 0 or NaN, as nearly everywhere.
[[gnu::always_inline]] inline Order order_of(const Series& a, const Series& b, Bars bar,
                                             Compared& last) {
  const double *const x = a.column_(), *const y = b.column_();
  if (last.is(y, x)) return {last.order.more, last.order.less};
  if (last.is(x, y)) return last.order;
  using W = Wide<64>;
  const auto difference = W::load(x + bar) - W::load(y + bar);
  const Word less = W::signs(difference);
  last = {true, x, y, Order{less, ~less}};
  if (!W::none_zero(difference)) [[unlikely]]
    last.order = order_at<64>(a, b, bar);
  return last.order;
}

// At `width` bars from one on.
template <int width, class T>
[[gnu::always_inline]] Word word_at(const T& node, Bars bar, Compared&) {
  return Wide<width>::word(Wide<width>::truths(node.template wide_<width>(bar)));
}
template <int width, class A>
[[gnu::always_inline]] Word word_at(const Unary<Not, A>& node, Bars bar, Compared& last) {
  return ~word_at<width>(node.a, bar, last) & (~Word(0) >> (64 - width));
}
template <int width, class A, class B>
[[gnu::always_inline]] Word word_at(const Binary<And, A, B>& node, Bars bar, Compared& last) {
  return word_at<width>(node.a, bar, last) & word_at<width>(node.b, bar, last);
}
template <int width, class A, class B>
[[gnu::always_inline]] Word word_at(const Binary<Or, A, B>& node, Bars bar, Compared& last) {
  return word_at<width>(node.a, bar, last) | word_at<width>(node.b, bar, last);
}
// Each bar is compared once, and the one before the first for itself.
template <int width, class A, class B>
[[gnu::always_inline]] Word word_at(const Crossover<A, B>& node, Bars bar, Compared& last) {
  Order order;
  if constexpr (width == 64 && __is_same(A, Series) && __is_same(B, Series))
    order = order_of(node.a, node.b, bar, last);
  else
    order = order_at<width>(node.a, node.b, bar);
  const bool before =
      static_cast<double>(node.a.at_(bar - 1)) < static_cast<double>(node.b.at_(bar - 1));
  return order.more & (order.less << 1 | (before ? 1 : 0));
}

template <Condition T>
[[gnu::always_inline]] Word word_of(const T& condition, Bars bar, Compared& last) {
  if constexpr (!SeriesLike<T>) {
    return condition ? ~Word(0) : 0;
  } else if constexpr (T::weight_ <= light) {
    return word_at<64>(condition, bar, last);
  } else {
    Word word = 0;
#pragma clang loop vectorize(disable) unroll(disable)
    for (Bars k = 0; k < 64; k += 8) word |= word_at<8>(condition, bar + k, last) << k;
    return word;
  }
}

}  // namespace stratgen::inline v1::detail

#pragma clang diagnostic pop
#pragma clang attribute pop
