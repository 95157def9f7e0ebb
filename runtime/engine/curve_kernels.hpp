// Curve kernels: what is done to each bar of a backtest's equity outside emitted code, vectorised,
// with the same bits on every instruction set.
#pragma once

#include "runtime/engine/close_table.hpp"
#include "runtime/engine/isa.hpp"

#include <span>

namespace stratgen {

// Equity at a price is cash + price * units - cost, see abi::Frame.
struct Account {
  double cash, units, cost;

  bool operator==(const Account&) const = default;
};

// From bar `from` on, until the next piece, equity is what the account makes of the close.
struct CurvePiece {
  int from;
  Account account;
};

struct Prices {
  const double *low, *high, *close;
};

// A bar is of interest whose low is at or below `low`, whose high is at or above `high`, or at
// whose close the account's equity is gone.
struct Touch {
  double low, high;
  Account account;
};

// Sums over a curve of equity. With r[i] = curve[i] / curve[i - 1] - 1 for i from 1 on:
struct CurveSums {
  double returns = 0;          // sum of r
  double squares = 0;          // sum of r * r
  double loss_squares = 0;     // the same of negative r only
  double lowest = 1;           // of curve[i] over the highest value up to i
  double first = 0, last = 0;  // values
};

// Sums run in eight lanes, which are then added pairwise.
struct CurveKernels {
  // Bars [from, to); what lies outside is neither read nor written.
  void (*write_equity)(const double* close, const Account& account, int from, int to,
                       double* equity);
  // The first bar of interest in [from, to), or `to`.
  int (*find_touch)(const Prices& prices, const Touch& touch, int from, int to);
  // Of `count` positive numbers, at least one.
  CurveSums (*sum_curve)(const double* curve, int count);
  // Of the curve that `pieces` make of bars [first, count). They are in order of their bars, the
  // first one begins at `first` or before. With a table of the closes, which may be null, sums are
  // to the relative error of ClosePolynomials.
  CurveSums (*sum_pieces)(const double* close, const CloseTable* table,
                          std::span<const CurvePiece> pieces, int first, int count);
};

// `isa` has to be supported.
const CurveKernels& curve_kernels(Isa isa);

}  // namespace stratgen
