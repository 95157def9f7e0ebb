// Series, and what every expression over series is made of. Names that end in an underscore are the
// engine's, not a strategy's. An expression is a small value that knows how to compute itself at
// one bar; in next() it is read at the current bar, in init() it is written out as a column.
#pragma once

#include "lanes.hpp"

#pragma clang attribute push([[gnu::always_inline]], apply_to = function)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"  // of vectors: nothing here is called

namespace stratgen::inline v1 {
namespace detail {

// Lives on the stack of run(), where the optimiser takes it apart.
struct Engine {
  abi::Frame* frame = nullptr;
  Bars visible = 0;   // how many the strategy may see: 0 in init(), bar + 1 in next()
  bool live = false;  // orders, positions and equity exist
};

inline constexpr Engine no_engine{};  // of a Series that nobody assigned
inline constexpr double nan = __builtin_nan("");

struct Expression {};  // base of Series and of every node

template <class T>
concept SeriesLike = __is_base_of(Expression, T);

struct LiveNumber {};  // base of what reads a number live: a position's size, a trade's stop

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
  template <Number T>
  Constant(const T& number) : value(static_cast<double>(number)) {}
  double at_(Bars) const { return value; }
  double back_(Bars) const { return value; }
  const Engine* engine_() const { return nullptr; }
  bool assigned_() const { return true; }

  static constexpr int weight_ = 0;
  Bars depth_() const { return 0; }
  template <int width>
  auto wide_(Bars) const {
    return Wide<width>::all(value);
  }
};

// What a node keeps of an operand: a copy of a series, a number as a Constant.
template <Operand T>
struct NodeOf {
  using Type = Constant;
};
template <SeriesLike T>
struct NodeOf<T> {
  using Type = T;
};
template <class T>
using Node = typename NodeOf<T>::Type;

// Not a literal 0, whose conversion would be code that a check goes with.
inline constexpr Bars now = 0;

}  // namespace detail

class Series : public detail::Expression {
 public:
  Series() = default;
  Series(const double* column, const detail::Engine* engine) : data_(column), source_(engine) {}
  template <class E>
    requires(__is_base_of(detail::Expression, E) && !__is_same(E, Series))
  Series(const E& expression);

  double operator[](int ago) const { return back_(static_cast<detail::Bars>(ago)); }
  operator double() const { return back_(detail::now); }

  double at_(detail::Bars bar) const { return data_[bar]; }
  double back_(detail::Bars ago) const {
    const detail::Bars visible = source_->visible;
    if (ago >= visible) return sg_outside(source_->frame, static_cast<long>(ago));
    return data_[visible - 1 - ago];
  }
  const detail::Engine* engine_() const { return source_; }
  const double* column_() const { return data_; }
  bool assigned_() const { return source_ != &detail::no_engine; }

  static constexpr int weight_ = 1;
  detail::Bars depth_() const { return 0; }
  template <int width>
  auto wide_(detail::Bars bar) const {
    return detail::Wide<width>::load(data_ + bar);
  }

 private:
  const double* data_ = nullptr;
  const detail::Engine* source_ = &detail::no_engine;
};

}  // namespace stratgen::inline v1

#pragma clang diagnostic pop
#pragma clang attribute pop

namespace stratgen::inline v1 {

// Writes an expression out as a column; only init() may.
template <class E>
  requires(__is_base_of(detail::Expression, E) && !__is_same(E, Series))
Series::Series(const E& expression) : source_(expression.engine_()) {
  if (source_ == nullptr || !expression.assigned_()) sg_stop(nullptr, abi::Stop::EmptySeries);
  double* const column = sg_new_column(source_->frame);
  const auto bars = static_cast<detail::Bars>(source_->frame->bars);
  for (detail::Bars i = 0; i < bars; ++i) column[i] = static_cast<double>(expression.at_(i));
  sg_column_done(source_->frame, column);
  data_ = column;
}

}  // namespace stratgen::inline v1
