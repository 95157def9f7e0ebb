// Many bars at once. Each node of an expression computes itself at `width` bars from one on
// (wide_), element by element with the operations that it performs at one bar, so with the same
// bits; the compiler lowers the vectors to what the machine has.
//
// From bar depth_() on a node reads no bar before the first. There wide_ and at_ are what next()
// sees.
#pragma once

#include "../abi.hpp"

#pragma clang attribute push([[gnu::always_inline]], apply_to = function)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"  // nothing here is called

namespace stratgen::inline v1::detail {

// A number of bars. Unsigned, so that one comparison tells what may be read.
using Bars = unsigned long;

// A condition at up to 64 bars, the first one in bit 0.
using Word = unsigned long;

inline constexpr Bars any_depth = Bars(1) << 40;  // longer than any history: one never knows
inline Bars deeper(Bars a, Bars b) { return a > b ? a : b; }

// How much code a node is; one without a vector form is much.
inline constexpr int heavy = 100;

template <int width>
struct Wide {
  using Numbers = double __attribute__((ext_vector_type(width)));
  using Truths = long __attribute__((ext_vector_type(width)));  // as comparisons give them: -1 or 0
  using Bits = bool __attribute__((ext_vector_type(width)));

  static Numbers all(double value) { return Numbers(value); }
  static Numbers load(const double* from) {
    Numbers values;
    __builtin_memcpy(&values, from, sizeof values);
    return values;
  }
  static Numbers numbers(Numbers x) { return x; }
  static Numbers numbers(Truths x) { return x ? all(1) : all(0); }
  static Truths truths(Numbers x) { return x != all(0); }  // NaN is true, as in C++
  static Truths truths(Truths x) { return x; }
  static Word word(Truths x) {
    const auto bits = __builtin_convertvector(x, Bits);
    if constexpr (width == 64)
      return __builtin_bit_cast(Word, bits);
    else
      return __builtin_bit_cast(unsigned char, bits);
  }
  // The sign bits. Picking the top quarters of the numbers is several times faster than comparing
  // the numbers where comparisons end in mask registers, of which a machine fills few at once.
  static Word signs(Numbers x) {
    using Halves = int __attribute__((ext_vector_type(2 * width)));
    using Quarters = short __attribute__((ext_vector_type(2 * width)));
    const auto high = __builtin_bit_cast(Quarters, __builtin_bit_cast(Halves, x).odd).odd;
    return __builtin_bit_cast(Word, __builtin_convertvector(high < 0, Bits));
  }
  // Whether no number is 0 or NaN, as far as their products tell: true is certain.
  static bool none_zero(Numbers x) {
    if constexpr (width > 8) {
      return Wide<width / 2>::none_zero(x.lo * x.hi);
    } else {
      return Wide<8>::word((x < 0.0) | (x > 0.0)) == 0xff;
    }
  }
  // What has no vector form goes one by one.
  template <class F>
  static Numbers one_by_one(F value) {
    double values[width];
#pragma clang loop vectorize(disable) unroll(disable)
    for (unsigned k = 0; k < width; ++k) values[k] = static_cast<double>(value(k));
    return load(values);
  }
};

}  // namespace stratgen::inline v1::detail

#pragma clang diagnostic pop
#pragma clang attribute pop
