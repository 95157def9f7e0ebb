// Series and the expressions over them. Names that end in an underscore are the engine's, not a
// strategy's. An expression is a small value that knows how to compute itself at one bar; in next()
// it is read at the current bar, in init() it is written out as a column.
#pragma once

#include "../abi.hpp"

#pragma clang attribute push([[gnu::always_inline]], apply_to = function)

namespace stratgen::inline v1 {
namespace detail {

// Lives on the stack of run(), where the optimiser takes it apart. `visible` is the number of bars
// the strategy may see: 0 in init(), bar + 1 in next().
struct Engine {
  abi::Frame* frame = nullptr;
  int visible = 0;
  bool live = false;  // orders, positions and equity exist
};

inline constexpr Engine no_engine{};  // of a Series that nobody assigned
inline constexpr double nan = __builtin_nan("");

struct Expression {};  // base of Series and of every node

template <class T>
concept SeriesLike = __is_base_of(Expression, T);

// Something that reads a number live: the size of a position, the stop of a trade.
struct LiveNumber {
  const double* at;
  operator double() const { return *at; }
};

template <class T>
concept Integer = __is_integral(T);
template <class T>
concept Number = __is_arithmetic(T) || __is_base_of(LiveNumber, T);
template <class T>
concept Operand = SeriesLike<T> || Number<T>;
template <class A, class B>
concept AnySeries = Operand<A> && Operand<B> && (SeriesLike<A> || SeriesLike<B>);

struct Constant : Expression {
  double value;
  double at_(int) const { return value; }
  double back_(int) const { return value; }
  const Engine* engine_() const { return nullptr; }
  bool assigned_() const { return true; }
};

template <SeriesLike T>
T node(const T& series) {
  return series;
}
template <Number T>
Constant node(const T& number) {
  return {{}, static_cast<double>(number)};
}
template <class T>
using Node = decltype(node(*static_cast<const T*>(nullptr)));

// Reads `ago` bars back where that is not simply a load: before the first bar, in init(), negative.
[[gnu::cold]] inline double read_outside(const Engine* engine, int ago) {
  if (engine == &no_engine) sg_stop(nullptr, abi::Stop::EmptySeries);
  if (ago < 0) sg_stop(engine->frame, abi::Stop::NegativeIndex);
  if (engine->visible == 0) sg_stop(engine->frame, abi::Stop::NoCurrentValue);
  return nan;
}

}  // namespace detail

class Series : public detail::Expression {
 public:
  Series() = default;
  Series(const double* column, const detail::Engine* engine) : data_(column), source_(engine) {}
  template <class E>
    requires(__is_base_of(detail::Expression, E) && !__is_same(E, Series))
  Series(const E& expression);

  double operator[](int ago) const { return back_(ago); }
  operator double() const { return back_(0); }

  double at_(int bar) const { return data_[bar]; }
  double back_(int ago) const {
    if (static_cast<unsigned>(ago) >= static_cast<unsigned>(source_->visible)) [[unlikely]] {
      return detail::read_outside(source_, ago);
    }
    return data_[source_->visible - 1 - ago];
  }
  const detail::Engine* engine_() const { return source_; }
  const double* column_() const { return data_; }
  bool assigned_() const { return source_ != &detail::no_engine; }

 private:
  const double* data_ = nullptr;
  const detail::Engine* source_ = &detail::no_engine;
};

namespace detail {

inline const Engine* either(const Engine* a, const Engine* b) { return a ? a : b; }

// A node of two operands. Op is a stateless functor.
template <class Op, class A, class B>
struct Binary : Expression {
  A a;
  B b;
  Binary(const A& x, const B& y) : a(x), b(y) {}
  using Value = decltype(Op::apply(0.0, 0.0));
  Value at_(int bar) const { return Op::apply(a.at_(bar), b.at_(bar)); }
  Value back_(int ago) const { return Op::apply(a.back_(ago), b.back_(ago)); }
  Value operator[](int ago) const { return back_(ago); }
  operator Value() const { return back_(0); }
  const Engine* engine_() const { return either(a.engine_(), b.engine_()); }
  bool assigned_() const { return a.assigned_() && b.assigned_(); }
};

template <class Op, class A>
struct Unary : Expression {
  A a;
  explicit Unary(const A& x) : a(x) {}
  using Value = decltype(Op::apply(0.0));
  Value at_(int bar) const { return Op::apply(a.at_(bar)); }
  Value back_(int ago) const { return Op::apply(a.back_(ago)); }
  Value operator[](int ago) const { return back_(ago); }
  operator Value() const { return back_(0); }
  const Engine* engine_() const { return a.engine_(); }
  bool assigned_() const { return a.assigned_(); }
};

template <class C, class A, class B>
struct Where : Expression {
  C condition;
  A a;
  B b;
  Where(const C& c, const A& x, const B& y) : condition(c), a(x), b(y) {}
  double at_(int bar) const { return condition.at_(bar) ? a.at_(bar) : b.at_(bar); }
  double back_(int ago) const { return condition.back_(ago) ? a.back_(ago) : b.back_(ago); }
  double operator[](int ago) const { return back_(ago); }
  operator double() const { return back_(0); }
  const Engine* engine_() const {
    return either(condition.engine_(), either(a.engine_(), b.engine_()));
  }
  bool assigned_() const { return condition.assigned_() && a.assigned_() && b.assigned_(); }
};

template <class A>
struct Shift : Expression {
  A a;
  int bars;
  Shift(const A& x, int n) : a(x), bars(n) {
    if (n < 0) sg_stop(nullptr, abi::Stop::NegativeShift);
  }
  double at_(int bar) const { return bar < bars ? nan : static_cast<double>(a.at_(bar - bars)); }
  double back_(int ago) const { return static_cast<double>(a.back_(ago + bars)); }
  double operator[](int ago) const { return back_(ago); }
  operator double() const { return back_(0); }
  const Engine* engine_() const { return a.engine_(); }
  bool assigned_() const { return a.assigned_(); }
};

// backtesting.py's crossover: an equal earlier bar is not a cross.
template <class A, class B>
struct Crossover : Expression {
  A a;
  B b;
  Crossover(const A& x, const B& y) : a(x), b(y) {}
  bool at_(int bar) const {
    return bar > 0 && a.at_(bar - 1) < b.at_(bar - 1) && a.at_(bar) > b.at_(bar);
  }
  bool back_(int ago) const {
    return a.back_(ago + 1) < b.back_(ago + 1) && a.back_(ago) > b.back_(ago);
  }
  bool operator[](int ago) const { return back_(ago); }
  operator bool() const { return back_(0); }
  const Engine* engine_() const { return either(a.engine_(), b.engine_()); }
  bool assigned_() const { return a.assigned_() && b.assigned_(); }
};

// Bars since a condition last held; 1e9 if it never did.
template <class C>
struct BarsSince : Expression {
  C condition;
  explicit BarsSince(const C& c) : condition(c) {}
  double at_(int bar) const {
    for (int i = bar; i >= 0; --i) {
      if (condition.at_(i)) return bar - i;
    }
    return 1e9;
  }
  double back_(int ago) const {
    const Engine* const e = engine_();
    const double checked = condition.back_(ago);  // refuses what cannot be read
    if (checked != 0) return 0;
    return e && e->visible > ago ? at_(e->visible - 1 - ago) : 1e9;
  }
  double operator[](int ago) const { return back_(ago); }
  operator double() const { return back_(0); }
  const Engine* engine_() const { return condition.engine_(); }
  bool assigned_() const { return condition.assigned_(); }
};

struct Add {
  static double apply(double a, double b) { return a + b; }
};
struct Subtract {
  static double apply(double a, double b) { return a - b; }
};
struct Multiply {
  static double apply(double a, double b) { return a * b; }
};
struct Divide {
  static double apply(double a, double b) { return a / b; }
};
struct Less {
  static bool apply(double a, double b) { return a < b; }
};
struct LessEqual {
  static bool apply(double a, double b) { return a <= b; }
};
struct Greater {
  static bool apply(double a, double b) { return a > b; }
};
struct GreaterEqual {
  static bool apply(double a, double b) { return a >= b; }
};
struct Equal {
  static bool apply(double a, double b) { return a == b; }
};
// A comparison with NaN is false, this one included.
struct NotEqual {
  static bool apply(double a, double b) { return a < b || a > b; }
};
struct And {
  static bool apply(double a, double b) { return a != 0 && b != 0; }
};
struct Or {
  static bool apply(double a, double b) { return a != 0 || b != 0; }
};
struct Not {
  static bool apply(double a) { return a == 0; }
};
struct Negate {
  static double apply(double a) { return -a; }
};

template <class Op, class A, class B>
auto binary(const A& a, const B& b) {
  return Binary<Op, Node<A>, Node<B>>(node(a), node(b));
}

#define STRATGEN_OPERATOR(symbol, Op)            \
  template <class A, class B>                    \
    requires AnySeries<A, B>                     \
  auto operator symbol(const A& a, const B& b) { \
    return binary<Op>(a, b);                     \
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
auto operator-(const A& a) {
  return Unary<Negate, A>(a);
}
template <SeriesLike A>
auto operator+(const A& a) {
  return a;
}
template <SeriesLike A>
auto operator!(const A& a) {
  return Unary<Not, A>(a);
}

}  // namespace detail

template <class C, class A, class B>
  requires(detail::Operand<C> && detail::Operand<A> && detail::Operand<B>)
auto where(const C& condition, const A& a, const B& b) {
  if constexpr (detail::SeriesLike<C> || detail::SeriesLike<A> || detail::SeriesLike<B>) {
    return detail::Where<detail::Node<C>, detail::Node<A>, detail::Node<B>>(
        detail::node(condition), detail::node(a), detail::node(b));
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
auto crossover(const A& a, const B& b) {
  return detail::Crossover<detail::Node<A>, detail::Node<B>>(detail::node(a), detail::node(b));
}
template <class A, class B>
  requires(detail::Operand<A> && detail::Operand<B>)
auto crossunder(const A& a, const B& b) {
  return crossover(b, a);
}
template <detail::SeriesLike C>
auto bars_since(const C& condition) {
  return detail::BarsSince<C>(condition);
}

}  // namespace stratgen::inline v1

#pragma clang attribute pop

namespace stratgen::inline v1 {

// Writes an expression out as a column; only init() may.
template <class E>
  requires(__is_base_of(detail::Expression, E) && !__is_same(E, Series))
Series::Series(const E& expression) : source_(expression.engine_()) {
  if (source_ == nullptr || !expression.assigned_()) sg_stop(nullptr, abi::Stop::EmptySeries);
  double* const column = sg_new_column(source_->frame);
  const int bars = source_->frame->bars;
  for (int i = 0; i < bars; ++i) column[i] = static_cast<double>(expression.at_(i));
  sg_column_done(source_->frame, column);
  data_ = column;
}

}  // namespace stratgen::inline v1
