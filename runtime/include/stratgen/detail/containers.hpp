// Storage of fixed size: List, and std::array for habit.
#pragma once

#include "math.hpp"

// Every index is compared with the size before it is used.
#pragma clang attribute push(                                                               \
    __attribute__((always_inline, no_sanitize("signed-integer-overflow", "array-bounds"))), \
    apply_to = function)

namespace std {

// What for (int n : {5, 10, 20}) goes through; the layout is the compiler's. It does not own its
// elements, so a strategy may not name or keep one.
template <class T>
class initializer_list {
 public:
  constexpr const T* begin() const { return begin_; }
  constexpr const T* end() const { return begin_ + size_; }

 private:
  const T* begin_ = nullptr;
  unsigned long size_ = 0;
};

}  // namespace std

namespace stratgen::inline v1 {

// At most N elements, kept in place. One too many, or an index without an element, ends the
// backtest.
template <class T, int N>
class List {
 public:
  constexpr List() = default;
  constexpr List(std::initializer_list<T> values) {
    for (const T& each : values) push_back(each);
  }

  constexpr void push_back(const T& value) {
    if (size_ >= N) sg_stop(nullptr, abi::Stop::ListFull);
    items_[size_++] = value;
  }
  constexpr void pop_back() {
    check_(size_ - 1);
    --size_;
  }
  constexpr void pop_front() {
    check_(0);
    for (int i = 1; i < size_; ++i) items_[i - 1] = items_[i];
    --size_;
  }
  constexpr void clear() { size_ = 0; }
  constexpr int size() const { return size_; }
  constexpr bool empty() const { return size_ == 0; }
  constexpr T& operator[](int i) { return items_[check_(i)]; }
  constexpr const T& operator[](int i) const { return items_[check_(i)]; }
  constexpr T& front() { return items_[check_(0)]; }
  constexpr T& back() { return items_[check_(size_ - 1)]; }
  constexpr const T& front() const { return items_[check_(0)]; }
  constexpr const T& back() const { return items_[check_(size_ - 1)]; }
  constexpr T* begin() { return items_; }
  constexpr T* end() { return items_ + size_; }
  constexpr const T* begin() const { return items_; }
  constexpr const T* end() const { return items_ + size_; }

 private:
  T items_[N > 0 ? N : 1] = {};
  int size_ = 0;

  constexpr int check_(int i) const {
    if (static_cast<unsigned>(i) >= static_cast<unsigned>(size_)) {
      sg_stop(nullptr, abi::Stop::ListRange);
    }
    return i;
  }
};

// max({a, b, c}).
template <class T>
constexpr T max(std::initializer_list<T> list) {
  T most = *list.begin();
  for (const T& each : list)
    if (most < each) most = each;
  return most;
}
template <class T>
constexpr T min(std::initializer_list<T> list) {
  T least = *list.begin();
  for (const T& each : list)
    if (each < least) least = each;
  return least;
}

}  // namespace stratgen::inline v1

namespace std {

using stratgen::abs;
using stratgen::ceil;
using stratgen::clamp;
using stratgen::exp;
using stratgen::fabs;
using stratgen::floor;
using stratgen::isfinite;
using stratgen::isnan;
using stratgen::log;
using stratgen::max;
using stratgen::min;
using stratgen::pow;
using stratgen::round;
using stratgen::sqrt;

template <class T, unsigned long N>
struct array {
  using value_type = T;
  using size_type = unsigned long;

  T items_[N > 0 ? N : 1];

  constexpr unsigned long size() const { return N; }
  constexpr unsigned long max_size() const { return N; }
  constexpr bool empty() const { return N == 0; }
  constexpr T& operator[](unsigned long i) { return items_[check_(i)]; }
  constexpr const T& operator[](unsigned long i) const { return items_[check_(i)]; }
  constexpr T& at(unsigned long i) { return items_[check_(i)]; }
  constexpr const T& at(unsigned long i) const { return items_[check_(i)]; }
  constexpr T& front() { return items_[check_(0)]; }
  constexpr T& back() { return items_[check_(N - 1)]; }
  constexpr const T& front() const { return items_[check_(0)]; }
  constexpr const T& back() const { return items_[check_(N - 1)]; }
  constexpr void fill(const T& value) {
    for (unsigned long i = 0; i < N; ++i) items_[i] = value;
  }
  constexpr void swap(array& other) {
    const array kept = other;
    other = *this;
    *this = kept;
  }
  constexpr T* begin() { return items_; }
  constexpr T* end() { return items_ + N; }
  constexpr const T* begin() const { return items_; }
  constexpr const T* end() const { return items_ + N; }

  constexpr unsigned long check_(unsigned long i) const {
    if (i >= N) sg_stop(nullptr, stratgen::abi::Stop::ListRange);
    return i;
  }
};
template <class T, class... More>
array(T, More...) -> array<T, 1 + sizeof...(More)>;

template <class T, unsigned long N>
constexpr bool operator==(const array<T, N>& a, const array<T, N>& b) {
  for (unsigned long i = 0; i < N; ++i)
    if (!(a.items_[i] == b.items_[i])) return false;
  return true;
}
template <class T, unsigned long N>
constexpr bool operator<(const array<T, N>& a, const array<T, N>& b) {
  for (unsigned long i = 0; i < N; ++i)
    if (a.items_[i] < b.items_[i] || b.items_[i] < a.items_[i]) return a.items_[i] < b.items_[i];
  return false;
}

// For structured bindings.
template <class T>
struct tuple_size;
template <class T, unsigned long N>
struct tuple_size<array<T, N>> {
  static constexpr unsigned long value = N;
};
template <class T, unsigned long N>
struct tuple_size<const array<T, N>> : tuple_size<array<T, N>> {};
template <unsigned long I, class T>
struct tuple_element;
template <unsigned long I, class T>
struct tuple_element<I, const T> {
  using type = const typename tuple_element<I, T>::type;
};
template <unsigned long I, class T, unsigned long N>
struct tuple_element<I, array<T, N>> {
  using type = T;
};
template <unsigned long I, class T, unsigned long N>
constexpr T& get(array<T, N>& a) {
  return a[I];
}
template <unsigned long I, class T, unsigned long N>
constexpr T&& get(array<T, N>&& a) {
  return static_cast<T&&>(a[I]);
}
template <unsigned long I, class T, unsigned long N>
constexpr const T& get(const array<T, N>& a) {
  return a[I];
}

}  // namespace std

#pragma clang attribute pop
