// Totals over every window of n bars, in a few operations a bar and without drift.
//
// Bars are taken in blocks of n. Each of the n windows that end in [s, s + n) holds bar s: it is a
// suffix of the bars before s joined with a prefix of the bars from s on, and both kinds of total
// are built by adding alone (van Herk and Gil-Werman do this for minima). Nothing is ever taken out
// of a total again, so rounding does not pile up over millions of bars and a huge value leaves no
// trace once it has left the window.
//
// Since bar s lies in each of these windows its value is a good origin for sums of powers: no value
// of the window is further from its mean than sqrt(n) deviations, so a large mean costs no digits,
// and a flat window gives exact zeros.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace stratgen::indicator {

// `State{}` is the empty total and `a + b` joins two neighbours. load(bar, s) is a single bar's
// total, emit(bar, s, total) receives that of the window which ends at `bar`; s is its block's
// first bar.
template <class State, class Load, class Emit>
void fold_windows(std::size_t size, std::size_t n, Load load, Emit emit) {
  if (n > size) return;
  std::vector<State> suffix(n);
  for (std::size_t s = n - 1; s < size; s += n) {
    State total{};
    for (std::size_t k = n - 1; k-- > 0;) {
      total = load(s - (n - 1) + k, s) + total;
      suffix[k] = total;
    }
    total = State{};
    const std::size_t count = std::min(n, size - s);
    for (std::size_t k = 0; k < count; ++k) {
      total = total + load(s + k, s);
      emit(s + k, s, suffix[k] + total);
    }
  }
}

}  // namespace stratgen::indicator
