// Indicators: columns computed from columns. TA-Lib's functions under its names in lower case, with
// its warm-up and conventions (version 0.6.4), HMA, and rolling statistics beside them.
//
// A result is as long as its inputs, with NaN where there is no value. A bar at which any input is
// NaN is missing: a function begins at the first bar that is not, as if the columns started there,
// and begins anew after each gap, so a window that holds a gap gives NaN and the first full one
// after it gives a value. Infinite inputs count as missing too, except where a function only orders
// values (highest, lowest, median, rank and their like).
#pragma once

#include "runtime/base/result.hpp"

#include <cstddef>
#include <new>
#include <span>
#include <string_view>
#include <vector>

namespace stratgen {

// Of vectors, so that loads of whole lines of the cache do not straddle two.
template <class T>
struct LineAllocator {
  using value_type = T;
  static constexpr std::align_val_t line{64};

  T* allocate(std::size_t count) {
    return static_cast<T*>(::operator new(count * sizeof(T), line));
  }
  void deallocate(T* values, std::size_t) { ::operator delete(values, line); }
  friend bool operator==(LineAllocator, LineAllocator) { return true; }
};

using Column = std::vector<double, LineAllocator<double>>;

struct IndicatorParam {
  enum class Kind {
    Window,   // a whole number of bars
    Factor,   // any finite number from min to max
    Average,  // a moving average: 0 sma, 1 ema, 2 wma, 3 dema, 4 tema, 5 trima, 6 kama, 8 t3
  };
  std::string_view name;
  Kind kind;
  double default_value;  // NaN: has to be given
  double min;
  double max;
};

// Inputs are "real" ("real0", "real1" for two) where any column will do, or the bars' column of
// that name. Parameters are in TA-Lib's order, with kinds of average last.
struct IndicatorInfo {
  std::string_view name;
  std::vector<std::string_view> inputs;
  std::vector<IndicatorParam> params;
  std::vector<std::string_view> outputs;
};

// Every function there is, ordered by name.
std::span<const IndicatorInfo> indicators();

// One column for each output. Parameters left out at the end take their defaults. An unknown name,
// a wrong number of columns or parameters, columns of different lengths, or a parameter out of its
// range is an Error (Run) that names the call: "sma(0): the window must be at least 1".
Result<std::vector<Column>> compute_indicator(std::string_view name,
                                              std::span<const std::span<const double>> inputs,
                                              std::span<const double> params);

}  // namespace stratgen
