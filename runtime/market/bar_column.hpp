// BarColumn: one value a row, read like a const std::vector. Its values are another's, kept alive
// for as long as any column looks at them: a vector that was moved in, or a mapped file. Copies and
// ranges of rows share them. A column that is changed (push_back, set, change) has values of its
// own, copied first where others look at them; that is for one thread, before anything is shared.
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace stratgen {

template <class T>
class BarColumn {
 public:
  using value_type = T;
  using const_iterator = const T*;

  BarColumn() = default;
  BarColumn(std::vector<T> values) { keep(std::move(values)); }
  BarColumn(std::initializer_list<T> values) { keep(values); }
  // `owner` keeps `values` where they are.
  BarColumn(const std::shared_ptr<const void>& owner, std::span<const T> values)
      : values_(owner, values.data()), size_(values.size()) {}
  BarColumn(const BarColumn&) = default;
  BarColumn(BarColumn&& other) noexcept { swap(other); }
  BarColumn& operator=(BarColumn other) noexcept {
    swap(other);
    return *this;
  }
  ~BarColumn() = default;

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const T* data() const { return values_.get(); }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size_; }
  const T& operator[](std::size_t row) const { return data()[row]; }
  const T& front() const { return data()[0]; }
  const T& back() const { return data()[size_ - 1]; }

  // Rows [first, last), shared.
  BarColumn rows(std::size_t first, std::size_t last) const {
    return BarColumn(values_, std::span(data() + first, last - first));
  }

  // Hands the column's own values to `apply`.
  template <class Change>
  void change(const Change& apply) {
    if (own_ == nullptr || values_.use_count() > 1) keep(std::vector<T>(begin(), end()));
    apply(*own_);
    size_ = own_->size();
    values_ = std::shared_ptr<const T>(std::move(values_), own_->data());
  }
  void push_back(T value) {
    change([&](std::vector<T>& own) { own.push_back(value); });
  }
  void set(std::size_t row, T value) {
    change([&](std::vector<T>& own) { own[row] = value; });
  }
  void reserve(std::size_t rows) {
    change([&](std::vector<T>& own) { own.reserve(rows); });
  }

  friend bool operator==(const BarColumn& a, const BarColumn& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  void keep(std::vector<T> values) {
    auto owner = std::make_shared<std::vector<T>>(std::move(values));
    own_ = owner.get();
    size_ = own_->size();
    values_ = std::shared_ptr<const T>(std::move(owner), own_->data());
  }

  void swap(BarColumn& other) noexcept {
    std::swap(values_, other.values_);
    std::swap(size_, other.size_);
    std::swap(own_, other.own_);
  }

  std::shared_ptr<const T> values_;
  std::size_t size_ = 0;
  std::vector<T>* own_ = nullptr;  // where `values_` are all the values of a vector
};

}  // namespace stratgen
