// Series, and what every expression over series is made of. Names that end in an underscore are the
// engine's, not a strategy's. An expression is a small value that knows how to compute itself at
// one bar; in next() it is read at the current bar, in init() it is written out as a column.
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
