// What an order is marked with, and its trades after it.
#pragma once

#include "containers.hpp"

#pragma clang attribute push(                                                               \
    __attribute__((always_inline, no_sanitize("signed-integer-overflow", "array-bounds"))), \
    apply_to = function)

namespace stratgen::inline v1 {

// An integer or a text of at most 15 characters; compares with both.
struct Tag {
  abi::Tag value_;

  Tag() = default;
  template <class T>
    requires(detail::Integer<T> || __is_enum(T))
  constexpr Tag(T number) : value_{abi::Tag::Kind::Number, static_cast<long>(number), {}} {}
  template <int N>
  constexpr Tag(const char (&text)[N]) : value_{abi::Tag::Kind::Text, 0, {}} {
    static_assert(N <= 16, "a tag's text has at most 15 characters");
    for (int i = 0; i < N; ++i) value_.text[i] = text[i];
  }
  // long_side ? "long" : "short", whose lengths the check has looked at.
  template <class Text>
    requires(__is_same(Text, const char*))
  Tag(const Text& text) : value_{abi::Tag::Kind::Text, 0, {}} {
    for (int i = 0; i < 15 && text[i] != 0; ++i) value_.text[i] = text[i];
  }
  explicit Tag(const abi::Tag& value) : value_(value) {}

  friend constexpr bool operator==(const Tag& a, const Tag& b) {
    if (a.value_.kind != b.value_.kind || a.value_.number != b.value_.number) return false;
    for (int i = 0; i < 16; ++i) {
      if (a.value_.text[i] != b.value_.text[i]) return false;
    }
    return true;
  }
  constexpr explicit operator bool() const { return value_.kind != abi::Tag::Kind::None; }
};

namespace detail {

// The tag of a state, read live.
template <class State>
struct LiveTag {
  const State* state;
  operator Tag() const { return Tag(state->tag); }
  explicit operator bool() const { return bool(Tag(state->tag)); }
  friend bool operator==(const LiveTag& a, const Tag& b) { return Tag(a) == b; }
  friend bool operator==(const LiveTag& a, const LiveTag& b) { return Tag(a) == Tag(b); }
};

}  // namespace detail
}  // namespace stratgen::inline v1

#pragma clang attribute pop
