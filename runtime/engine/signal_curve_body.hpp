// What a position makes of its curve where CloseTable's steps do not say. Included by
// signal_walk_body.hpp once for each instruction set.

struct PositionCurve {
  ReturnSums returns;  // at bars (from, last]
  double lowest;       // as in CurveSums; 1 if nothing but returns was summed
};

// Of which polynomials must be searched for, or which is written down in `room` and added up.
[[gnu::noinline]] PositionCurve sum_otherwise(const CloseTable& table, const double* close,
                                              const Account& account, int from, int last,
                                              std::vector<double>& room) {
  const double k = (account.cash - account.cost) / account.units;
  if (account.units > 0 && k > 0 && k <= table.most_k()) {
    const CloseTable::Parts parts = table.parts(from, last);
    if (const auto* const near = find_close_polynomials(k / parts.highest(), k / parts.lowest()))
      return {stretch(table, *near, k, from, last), 1};
  }
  const int bars = last + 1 - from;
  const CurveKernels& kernels = curve_kernels(isa);
  room.resize(static_cast<std::size_t>(bars));
  kernels.write_equity(close + from, account, 0, bars, room.data());
  const CurveSums sums = kernels.sum_curve(room.data(), bars);
  return {{{sums.returns, 0, 0, 0, 0, 0, 0, 0},
           {sums.squares, 0, 0, 0, 0, 0, 0, 0},
           {sums.loss_squares, 0, 0, 0, 0, 0, 0, 0}},
          sums.lowest};
}
