// Handles to what the broker keeps: orders, trades, the position. They read live and can be copied.
#pragma once

#include "tags.hpp"

// Nothing here can overflow, and indices are compared with what there is.
#pragma clang attribute push(                                                               \
    __attribute__((always_inline, no_sanitize("signed-integer-overflow", "array-bounds"))), \
    apply_to = function)

namespace stratgen::inline v1 {

namespace detail {

// `bool held = position;` is a bool, `position > 0` nothing: a conversion to bool itself goes no
// further.
template <class T>
concept Bool = __is_same(T, bool);

// What a field of an order may be given: an int, a double, a series or an expression.
struct Price {
  double value = 0;
  Price() = default;
  template <Operand T>
  Price(const T& x) : value(static_cast<double>(x)) {}
};

inline constexpr abi::OrderState no_order{};
inline constexpr abi::TradeState no_trade{};

// The last double below 1: all of the equity, as backtesting.py's default size.
inline constexpr double all_equity = 1 - __DBL_EPSILON__;

}  // namespace detail

struct OrderArgs {
  detail::Price size = detail::all_equity, limit, stop, sl, tp;
  Tag tag;
  bool intraday = false;
  int good_for = 0;

  const abi::OrderRequest* request_() const {
    return reinterpret_cast<const abi::OrderRequest*>(this);
  }
};
static_assert(sizeof(OrderArgs) == sizeof(abi::OrderRequest) &&
              __builtin_offsetof(OrderArgs, tp) == __builtin_offsetof(abi::OrderRequest, tp) &&
              __builtin_offsetof(OrderArgs, tag) == __builtin_offsetof(abi::OrderRequest, tag) &&
              __builtin_offsetof(OrderArgs, intraday) ==
                  __builtin_offsetof(abi::OrderRequest, intraday));

// A handle is two pointers. The numbers of its state are members of one union, each of which begins
// with the pointer to the state.
namespace detail {

template <class State, double State::* number>
struct Live : LiveNumber {
  const State* state;
  operator double() const { return state->*number; }
};
template <class State, double State::* number>
struct LiveBar : LiveNumber {
  const State* state;
  operator int() const { return static_cast<int>(state->*number); }
};
template <double abi::OrderState::* number>
using OfOrder = Live<abi::OrderState, number>;
template <double abi::TradeState::* number>
using OfTrade = Live<abi::TradeState, number>;

}  // namespace detail

struct Order {
  abi::Frame* frame_ = nullptr;
  union {
    const abi::OrderState* state_ = &detail::no_order;
    detail::OfOrder<&abi::OrderState::size> size;
    detail::OfOrder<&abi::OrderState::limit> limit;
    detail::OfOrder<&abi::OrderState::stop> stop;
    detail::OfOrder<&abi::OrderState::sl> sl;
    detail::OfOrder<&abi::OrderState::tp> tp;
    detail::LiveTag<abi::OrderState> tag;
  };

  Order() {}  // not defaulted: a const one may be left without initialiser
  Order(abi::Frame* frame, const abi::OrderState* state)
      : frame_(frame), state_(state ? state : &detail::no_order) {}

  template <detail::Bool T>
  operator T() const {
    return state_ != &detail::no_order;
  }
  bool is_contingent() const { return state_->contingent; }
  void cancel() const {
    if (*this) sg_cancel(frame_, state_);
  }
};

struct Trade {
  abi::Frame* frame_ = nullptr;
  union {
    const abi::TradeState* state_ = &detail::no_trade;
    detail::OfTrade<&abi::TradeState::size> size;
    detail::OfTrade<&abi::TradeState::entry_price> entry_price;
    detail::OfTrade<&abi::TradeState::exit_price> exit_price;
    detail::LiveBar<abi::TradeState, &abi::TradeState::entry_bar> entry_bar;
    detail::LiveBar<abi::TradeState, &abi::TradeState::exit_bar> exit_bar;
    detail::OfTrade<&abi::TradeState::sl> sl;
    detail::OfTrade<&abi::TradeState::tp> tp;
    detail::LiveTag<abi::TradeState> tag;
  };

  Trade() {}
  Trade(abi::Frame* frame, const abi::TradeState* state) : frame_(frame), state_(state) {}

  template <detail::Bool T>
  operator T() const {
    return frame_ != nullptr;
  }
  bool is_long() const { return state_->size > 0; }
  bool is_short() const { return state_->size < 0; }
  double pl() const { return state_->size * (price_() - state_->entry_price); }
  double pl_pct() const {  // a fraction, as in backtesting.py
    return (is_short() ? -1 : 1) * (price_() / state_->entry_price - 1);
  }
  void close(double portion = 1) const {
    if (frame_) sg_close_trade(frame_, state_, portion);
  }
  void set_sl(detail::Price price) const {
    if (frame_) sg_set_sl(frame_, state_, price.value);
  }
  void set_tp(detail::Price price) const {
    if (frame_) sg_set_tp(frame_, state_, price.value);
  }
  double price_() const { return state_->open ? frame_->close[frame_->bar] : state_->exit_price; }
};

namespace detail {

// What an indicator is given and what it gives; only as much of each as there is, is written.
struct Inputs {
  const double* at[4];
  int count = 0;
  template <class... S>
  Inputs(const S&... series) {
    ((at[count++] = series.column_()), ...);
  }
};
struct Args {
  double at[8];
  int count = 0;
  template <class... T>
  Args(const T&... values) {
    ((at[count++] = static_cast<double>(values)), ...);
  }
};
template <int n>
struct Columns {
  const double* at[n];
};

// A snapshot of trades or orders, in the engine's order.
template <class Handle, class State>
struct Snapshot {
  abi::Frame* frame_;
  const void* const* states_;
  int size_;

  int size() const { return size_; }
  bool empty() const { return size_ == 0; }
  Handle operator[](int i) const {
    if (static_cast<unsigned>(i) >= static_cast<unsigned>(size_)) {
      sg_stop(frame_, abi::Stop::ListRange);
    }
    return {frame_, static_cast<const State*>(states_[i])};
  }

  struct Iterator {
    const Snapshot* list_;
    int index_;
    Handle current_ = {};
    Handle& operator*() { return current_ = (*list_)[index_]; }  // so that auto& binds
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return index_ != other.index_; }
  };
  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, size_}; }
};

template <class Handle, class State>
Snapshot<Handle, State> snapshot(abi::Frame* frame, abi::ListKind kind) {
  int count = 0;
  const void* const* const states = sg_list(frame, kind, &count);
  return {frame, states, count};
}

// The size of the position, which does not exist before next().
struct PositionSize : LiveNumber {
  const Engine* engine;
  operator double() const {
    if (!engine->live) sg_stop(engine->frame, abi::Stop::WrongPhase);
    return engine->frame->units;
  }
};

}  // namespace detail

struct Position {
  detail::PositionSize size;

  explicit Position(const detail::Engine* engine) : size{{}, engine} {}

  template <detail::Bool T>
  operator T() const {
    return size != 0;
  }
  bool is_long() const { return size > 0; }
  bool is_short() const { return size < 0; }
  double pl() const { return close_() * size - frame_()->cost; }
  double pl_pct() const {  // percent, as in backtesting.py
    return size == 0 ? 0 : 100 * pl() / frame_()->exposure;
  }
  void close(double portion = 1) const { sg_close_position(frame_(), portion); }
  abi::Frame* frame_() const { return size.engine->frame; }
  double close_() const { return frame_()->close[frame_()->bar]; }
};

}  // namespace stratgen::inline v1

#pragma clang attribute pop
