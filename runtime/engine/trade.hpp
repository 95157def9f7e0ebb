// Trade: one round trip, open or closed.
#pragma once

#include <stratgen/abi.hpp>

#include <vector>

namespace stratgen {

// Sizes are signed: negative is short. Prices are per unit; `commission` is both sides' total and
// `entry_price` includes the spread. sl and tp are 0 where there is none.
struct Trade {
  double size = 0;
  int entry_bar = 0, exit_bar = 0;
  double entry_price = 0, exit_price = 0;
  double sl = 0, tp = 0;
  double commission = 0;
  abi::Tag tag;

  // Net of commission, in money.
  double pl() const { return size * (exit_price - entry_price) - commission; }
  // Net of commission, as a ratio of the money put in.
  double return_ratio() const {
    const double invested = (size < 0 ? -size : size) * entry_price;
    const double gross = (size < 0 ? -1 : 1) * (exit_price / entry_price - 1);
    return gross - commission / invested;
  }
};

}  // namespace stratgen
