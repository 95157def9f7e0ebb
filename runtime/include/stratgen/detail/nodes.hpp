// What expressions over series are made of: nodes that compute themselves at one bar or at many.
#pragma once

#include "series.hpp"

#pragma clang attribute push([[gnu::always_inline]], apply_to = function)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"  // of vectors: nothing here is called

namespace stratgen::inline v1 {

namespace detail {

// Of an Op: apply() is its value at one bar; wide(), if it has one, at many. What it is given there
// are Wide's numbers, or truths if it is Logical.
struct Elementwise {};
struct Logical : Elementwise {};

template <class Op, int width, class A>
auto wide_operand(A x) {
  if constexpr (__is_base_of(Logical, Op))
    return Wide<width>::truths(x);
  else
    return Wide<width>::numbers(x);
}

inline const Engine* either(const Engine* a, const Engine* b) { return a ? a : b; }

// A node of two operands. Op is a stateless functor.
template <class Op, class A, class B>
struct Binary : Expression {
  A a;
  B b;
  using Value = decltype(Op::apply(0.0, 0.0));
  Value at_(Bars bar) const { return Op::apply(a.at_(bar), b.at_(bar)); }
  Value back_(Bars ago) const { return Op::apply(a.back_(ago), b.back_(ago)); }
  Value operator[](int ago) const { return back_(static_cast<Bars>(ago)); }
  operator Value() const { return back_(now); }
  const Engine* engine_() const { return either(a.engine_(), b.engine_()); }
  bool assigned_() const { return a.assigned_() && b.assigned_(); }

  static constexpr int weight_ =
      A::weight_ + B::weight_ + (__is_base_of(Elementwise, Op) ? 1 : heavy);
  Bars depth_() const { return deeper(a.depth_(), b.depth_()); }
  template <int width>
  auto wide_(Bars bar) const {
    const auto x = wide_operand<Op, width>(a.template wide_<width>(bar));
    const auto y = wide_operand<Op, width>(b.template wide_<width>(bar));
    if constexpr (__is_base_of(Elementwise, Op))
      return Op::wide(x, y);
    else
      return Wide<width>::one_by_one([&](unsigned k) { return Op::apply(x[k], y[k]); });
  }
};

template <class Op, class A>
struct Unary : Expression {
  A a;
  using Value = decltype(Op::apply(0.0));
  Value at_(Bars bar) const { return Op::apply(a.at_(bar)); }
  Value back_(Bars ago) const { return Op::apply(a.back_(ago)); }
  Value operator[](int ago) const { return back_(static_cast<Bars>(ago)); }
  operator Value() const { return back_(now); }
  const Engine* engine_() const { return a.engine_(); }
  bool assigned_() const { return a.assigned_(); }

  static constexpr int weight_ = A::weight_ + (__is_base_of(Elementwise, Op) ? 1 : heavy);
  Bars depth_() const { return a.depth_(); }
  template <int width>
  auto wide_(Bars bar) const {
    const auto x = wide_operand<Op, width>(a.template wide_<width>(bar));
    if constexpr (__is_base_of(Elementwise, Op))
      return Op::wide(x);
    else
      return Wide<width>::one_by_one([&](unsigned k) { return Op::apply(x[k]); });
  }
};

template <class C, class A, class B>
struct Where : Expression {
  C condition;
  A a;
  B b;
  double at_(Bars bar) const { return condition.at_(bar) ? a.at_(bar) : b.at_(bar); }
  double back_(Bars ago) const { return condition.back_(ago) ? a.back_(ago) : b.back_(ago); }
  double operator[](int ago) const { return back_(static_cast<Bars>(ago)); }
  operator double() const { return back_(now); }
  const Engine* engine_() const {
    return either(condition.engine_(), either(a.engine_(), b.engine_()));
  }
  bool assigned_() const { return condition.assigned_() && a.assigned_() && b.assigned_(); }

  static constexpr int weight_ = C::weight_ + A::weight_ + B::weight_ + 1;
  Bars depth_() const { return deeper(condition.depth_(), deeper(a.depth_(), b.depth_())); }
  template <int width>
  auto wide_(Bars bar) const {
    using W = Wide<width>;
    return W::truths(condition.template wide_<width>(bar))
               ? W::numbers(a.template wide_<width>(bar))
               : W::numbers(b.template wide_<width>(bar));
  }
};

template <class A>
struct Shift : Expression {
  A a;
  Bars bars;
  Shift(const A& x, int n) : a(x), bars(static_cast<Bars>(n)) {
    if (n < 0) sg_stop(nullptr, abi::Stop::NegativeShift);
  }
  double at_(Bars bar) const { return bar < bars ? nan : static_cast<double>(a.at_(bar - bars)); }
  double back_(Bars ago) const {
    if (static_cast<long>(ago) < 0) sg_stop(nullptr, abi::Stop::NegativeIndex);
    return static_cast<double>(a.back_(ago + bars));
  }
  double operator[](int ago) const { return back_(static_cast<Bars>(ago)); }
  operator double() const { return back_(now); }
  const Engine* engine_() const { return a.engine_(); }
  bool assigned_() const { return a.assigned_(); }

  static constexpr int weight_ = A::weight_;
  Bars depth_() const { return a.depth_() + bars; }
  template <int width>
  auto wide_(Bars bar) const {
    return Wide<width>::numbers(a.template wide_<width>(bar - bars));
  }
};

// backtesting.py's crossover: an equal earlier bar is not a cross.
template <class A, class B>
struct Crossover : Expression {
  A a;
  B b;
  bool at_(Bars bar) const {
    return bar > 0 && a.at_(bar - 1) < b.at_(bar - 1) && a.at_(bar) > b.at_(bar);
  }
  bool back_(Bars ago) const {
    return a.back_(ago + 1) < b.back_(ago + 1) && a.back_(ago) > b.back_(ago);
  }
  bool operator[](int ago) const { return back_(static_cast<Bars>(ago)); }
  operator bool() const { return back_(now); }
  const Engine* engine_() const { return either(a.engine_(), b.engine_()); }
  bool assigned_() const { return a.assigned_() && b.assigned_(); }

  static constexpr int weight_ = 2 * (A::weight_ + B::weight_) + 2;
  Bars depth_() const { return deeper(a.depth_(), b.depth_()) + 1; }
  template <int width>
  auto wide_(Bars bar) const {
    using W = Wide<width>;
    return (W::numbers(a.template wide_<width>(bar - 1)) <
            W::numbers(b.template wide_<width>(bar - 1))) &
           (W::numbers(a.template wide_<width>(bar)) > W::numbers(b.template wide_<width>(bar)));
  }
};

// Bars since a condition last held; 1e9 if it never did. Asked bar by bar, it looks at each bar
// once.
template <class C>
struct BarsSince : Expression {
  C condition;
  mutable Bars seen = 0;   // bars looked at,
  mutable Bars after = 0;  // of them up to and with the last at which it held; 0 is none
  double at_(Bars bar) const {
    if (bar < seen) seen = after = 0;
    Bars end = bar + 1;
    while (end > seen && !condition.at_(end - 1)) --end;
    if (end > seen) after = end;
    seen = bar + 1;
    return after == 0 ? 1e9 : static_cast<double>(seen - after);
  }
  double back_(Bars ago) const {
    const Engine* const e = engine_();
    // Earlier bars may ask for what this one does not: where() reads one of its two.
    if (!condition.assigned_()) sg_stop(nullptr, abi::Stop::EmptySeries);
    const double checked = condition.back_(ago);  // refuses what cannot be read
    if (checked != 0) return 0;
    return e && e->visible > ago ? at_(e->visible - 1 - ago) : 1e9;
  }
  double operator[](int ago) const { return back_(static_cast<Bars>(ago)); }
  operator double() const { return back_(now); }
  const Engine* engine_() const { return condition.engine_(); }
  bool assigned_() const { return condition.assigned_(); }

  static constexpr int weight_ = C::weight_ + heavy;
  Bars depth_() const { return condition.depth_(); }
  template <int width>
  auto wide_(Bars bar) const {
    return Wide<width>::one_by_one([&](unsigned k) { return at_(bar + k); });
  }
};

}  // namespace detail
}  // namespace stratgen::inline v1

#pragma clang diagnostic pop
#pragma clang attribute pop
