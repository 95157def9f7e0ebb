// The curve and the trades of a walk, added up as it goes. Included by signal_walk.cpp once for
// each instruction set, within a namespace of its own.

using Lanes = double __attribute__((ext_vector_type(8)));
static_assert(CloseTable::terms == 8);

// Not aligned.
inline void load(const double* from, Lanes& lanes) { __builtin_memcpy(&lanes, from, sizeof lanes); }

inline double sum(const Lanes& l) {
  return ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]));
}

class Summer {
 public:
  Summer(const CloseTable& table, std::span<const double> close, double cash,
         std::vector<double>& curve)
      : table_(table),
        close_(close.data()),
        curve_(curve),
        cash_(cash),
        value_(cash),
        peak_(cash) {}

  // The next position, when its end is known.
  [[gnu::always_inline]] void add(const Holding& h) {
    flat_until(h.from);
    if (h.from < h.to) hold(h);
    flat_from_ = h.to;
    flat_cash_ = h.cash_after;
    if (h.closed) add_trade(h);
  }
  // After the last one.
  [[gnu::always_inline]] WalkSums sums(int bars) {
    flat_until(bars);
    CurveSums curve = single_;
    curve.returns += sum(returns_);
    curve.squares += sum(squares_);
    curve.loss_squares += sum(losses_);
    curve.lowest = lowest_;
    curve.first = cash_;
    curve.last = value_;
    return {curve, trades_};
  }

 private:
  // The next bar's equity.
  [[gnu::always_inline]] void step(double value) {
    const double r = value / value_ - 1;
    const double loss = r < 0 ? r : 0;
    single_.returns += r;
    single_.squares += r * r;
    single_.loss_squares += loss * loss;
    see(value, value);
    value_ = value;
  }

  [[gnu::always_inline]] void hold(const Holding& h) {
    const int last = h.to - 1;
    const double cost = h.size * h.entry_price;
    const auto equity = [&](double close) { return h.cash + close * h.size - cost; };
    step(equity(close_[h.from]));
    if (h.from == last) return;
    const CloseTable::Parts two = table_.parts(h.from, last);
    const double highest = two.highest(), lowest = two.lowest();
    const double k = (h.cash - cost) / h.size;
    const ClosePolynomials* const near =
        h.size > 0 && k <= table_.most_k() ? polynomials(k, lowest, highest) : nullptr;
    if (near) [[likely]] {
      add_from_table(*near, k, h.from, last);
      if (equity(two.later.lowest) < lowest_ * equity(two.earlier.highest) ||
          CloseTable::may_fall_further(two.earlier, k, lowest_) ||
          CloseTable::may_fall_further(two.later, k, lowest_))
        lowest_ = table_.deepest_fall(equity, k, h.from, last, lowest_);
    } else {
      add_from_curve({h.cash, h.size, cost}, h.from, last);
    }
    const double a = equity(highest), b = equity(lowest);
    const double top = a > b ? a : b, bottom = a > b ? b : a;
    see(top, bottom);
    value_ = equity(close_[last]);
  }

  [[gnu::always_inline]] void flat_until(int bar) {
    if (flat_from_ > 0 && flat_from_ < bar) step(flat_cash_);
  }

  [[gnu::always_inline]] void add_trade(const Holding& h) {
    ++trades_.trades;
    const double pl = h.size * (h.exit_price - h.entry_price) - h.commission;
    trades_.winners += pl > 0;
    double ratio = (h.size < 0 ? -1 : 1) * (h.exit_price / h.entry_price - 1);
    if (h.commission != 0) ratio -= h.commission / (std::abs(h.size) * h.entry_price);
    trades_.gains += ratio > 0 ? ratio : 0;
    trades_.losses += ratio > 0 ? 0 : ratio;
    trades_.covered += h.to - std::max(h.from, last_bar_ + 1) + 1;
    last_bar_ = h.to;
  }

  // Against the highest value of before.
  [[gnu::always_inline]] void see(double high, double low) {
    const double share = low / peak_;
    lowest_ = share < lowest_ ? share : lowest_;
    peak_ = high > peak_ ? high : peak_;
  }

  // Nearly always those of a position that takes nearly all of the cash.
  [[gnu::always_inline]] static const ClosePolynomials* polynomials(double k, double lowest,
                                                                    double highest) {
    constexpr ClosePolynomials first = close_polynomials[0];
    if (k >= first.lowest_x * lowest && k <= first.highest_x * lowest) [[likely]]
      return &close_polynomials[0];
    return k > 0 ? find_close_polynomials(k / highest, k / lowest) : nullptr;
  }

  [[gnu::always_inline]] void add_from_table(const ClosePolynomials& near, double k, int from,
                                             int last) {
    using Bits = long __attribute__((ext_vector_type(8)));
    constexpr Bits first = {0, -1, 0, -1, 0, -1, 0, -1}, second = {0, 0, -1, -1, 0, 0, -1, -1},
                   third = {0, 0, 0, 0, -1, -1, -1, -1};
    const Lanes one = 1.0, k1 = k, k2 = k1 * k1, k4 = k2 * k2;
    const Lanes powers = (first ? k1 : one) * (second ? k2 : one) * (third ? k4 : one);
    const CloseTable::Prefix &a = table_.prefix(from), &b = table_.prefix(last);
    const auto add = [](Lanes& to, const Lanes& weights, const double* start, const double* end) {
      Lanes before, after;
      load(start, before);
      load(end, after);
      to += weights * (after - before);
    };
    Lanes of_returns, of_squares;
    load(near.of_returns, of_returns);
    load(near.of_squares, of_squares);
    add(returns_, powers * of_returns, a.returns, b.returns);
    add(squares_, powers * of_squares, a.squares, b.squares);
    add(losses_, powers * of_squares, a.loss_squares, b.loss_squares);
  }

  // Written down and added up.
  [[gnu::noinline]] static CurveSums sums_of(const double* close, const Account& account, int from,
                                             int last, std::vector<double>& curve) {
    curve.resize(static_cast<std::size_t>(last + 1 - from));
    const CurveKernels& kernels = curve_kernels(isa);
    kernels.write_equity(close + from, account, 0, last + 1 - from, curve.data());
    return kernels.sum_curve(curve.data(), last + 1 - from);
  }
  [[gnu::always_inline]] void add_from_curve(const Account& account, int from, int last) {
    const CurveSums sums = sums_of(close_, account, from, last, curve_);
    single_.returns += sums.returns;
    single_.squares += sums.squares;
    single_.loss_squares += sums.loss_squares;
    lowest_ = sums.lowest < lowest_ ? sums.lowest : lowest_;
  }

  const CloseTable& table_;
  const double* close_;
  std::vector<double>& curve_;
  Lanes returns_ = 0.0, squares_ = 0.0, losses_ = 0.0;  // of the table
  CurveSums single_;
  TradeSums trades_;
  double cash_, value_, peak_, lowest_ = 1;
  int flat_from_ = 0;  // no position from there on; 0 is before the first
  double flat_cash_ = 0;
  int last_bar_ = -1;  // of the last trade
};
