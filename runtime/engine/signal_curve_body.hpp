// What a position makes of its curve where CloseTable's steps do not say. Included by
// signal_walk_body.hpp once for each instruction set.

// Adds the returns at bars (from, last]: by polynomials that are searched for, or of the curve,
// which is written down in `room`. Returns the curve's lowest as in CurveSums; 1 if not written.
[[gnu::noinline]] double add_otherwise(ReturnSums& sums, const CloseTable& table,
                                       const double* close, const Account& account, int from,
                                       int last, std::vector<double>& room) {
  const double k = (account.cash - account.cost) / account.units;
  if (account.units > 0 && k > 0 && k <= table.most_k()) {
    const CloseTable::Parts parts = table.parts(from, last);
    const double a = k / parts.highest(), b = k / parts.lowest();
    if (const auto* const near = find_close_polynomials(a, b)) {
      sums += stretch(table, *near, k, from, last);
      return 1;
    }
  }
  const int bars = last + 1 - from;
  const CurveKernels& kernels = curve_kernels(isa);
  room.resize(static_cast<std::size_t>(bars));
  kernels.write_equity(close + from, account, 0, bars, room.data());
  const CurveSums curve = kernels.sum_curve(room.data(), bars);
  sums.returns[0] += curve.returns;
  sums.squares[0] += curve.squares;
  sums.loss_squares[0] += curve.loss_squares;
  return curve.lowest;
}
