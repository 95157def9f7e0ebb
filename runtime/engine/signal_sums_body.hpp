// Included by signal_walk.cpp once for each instruction set, within a namespace of its own.

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
        bars_(close.size()),
        curve_(curve),
        value_(cash),
        peak_(cash) {
    load(CloseTable::of_returns, of_returns_);
    load(CloseTable::of_squares, of_squares_);
  }

  // The next bar's equity.
  void step(double value) {
    const double r = value / value_ - 1;
    const double loss = r < 0 ? r : 0;
    single_.returns += r;
    single_.squares += r * r;
    single_.loss_squares += loss * loss;
    see(value, value);
    value_ = value;
  }

  void hold(const Holding& h) {
    const int last = h.to - 1;
    const double cost = h.size * h.entry_price;
    const auto equity = [&](double close) { return h.cash + close * h.size - cost; };
    step(equity(close_[h.from]));
    if (h.from == last) return;
    const CloseTable::Range range = table_.range(h.from, last);
    const double k = (h.cash - cost) / h.size;
    if (h.size > 0 && k >= CloseTable::lowest_x * range.lowest &&
        k <= CloseTable::highest_x * range.lowest) [[likely]] {
      add_from_table(k, h.from, last);
      if (CloseTable::may_fall_further(range, k, lowest_))
        lowest_ = table_.deepest_fall(equity, k, h.from, last, lowest_);
    } else {
      add_from_curve({h.cash, h.size, cost}, h.from, last);
    }
    const double a = equity(range.highest), b = equity(range.lowest);
    see(a > b ? a : b, a > b ? b : a);
    value_ = equity(close_[last]);
  }

  double value() const { return value_; }
  CurveSums sums() const {
    return {single_.returns + sum(returns_), single_.squares + sum(squares_),
            single_.loss_squares + sum(losses_), lowest_};
  }

 private:
  // Against the highest value of before.
  void see(double high, double low) {
    const double share = low / peak_;
    lowest_ = share < lowest_ ? share : lowest_;
    peak_ = high > peak_ ? high : peak_;
  }

  void add_from_table(double k, int from, int last) {
    const double k2 = k * k, k3 = k2 * k, k4 = k2 * k2;
    const Lanes powers = {1, k, k2, k3, k4, k4 * k, k4 * k2, k4 * k3};
    const CloseTable::Prefix &a = table_.prefix(from), &b = table_.prefix(last);
    const auto add = [](Lanes& to, const Lanes& weights, const double* start, const double* end) {
      Lanes before, after;
      load(start, before);
      load(end, after);
      to += weights * (after - before);
    };
    add(returns_, powers * of_returns_, a.returns, b.returns);
    add(squares_, powers * of_squares_, a.squares, b.squares);
    add(losses_, powers * of_squares_, a.loss_squares, b.loss_squares);
  }

  void add_from_curve(const Account& account, int from, int last) {
    curve_.resize(bars_);
    const CurveKernels& kernels = curve_kernels(isa);
    kernels.write_equity(close_, account, from, last + 1, curve_.data());
    const CurveSums sums = kernels.sum_curve(curve_.data() + from, last + 1 - from);
    single_.returns += sums.returns;
    single_.squares += sums.squares;
    single_.loss_squares += sums.loss_squares;
    lowest_ = sums.lowest < lowest_ ? sums.lowest : lowest_;
  }

  const CloseTable& table_;
  const double* close_;
  std::size_t bars_;
  std::vector<double>& curve_;
  Lanes of_returns_, of_squares_;
  Lanes returns_ = 0.0, squares_ = 0.0, losses_ = 0.0;  // of the table
  CurveSums single_;
  double value_, peak_, lowest_ = 1;
};

inline void add_trade(TradeSums& sums, const Holding& h, int& last_bar) {
  ++sums.trades;
  const double pl = h.size * (h.exit_price - h.entry_price) - h.commission;
  sums.winners += pl > 0;
  const double invested = std::abs(h.size) * h.entry_price;
  const double gross = (h.size < 0 ? -1 : 1) * (h.exit_price / h.entry_price - 1);
  const double ratio = gross - h.commission / invested;
  sums.gains += ratio > 0 ? ratio : 0;
  sums.losses += ratio > 0 ? 0 : ratio;
  sums.covered += h.to - std::max(h.from, last_bar + 1) + 1;
  last_bar = h.to;
}

WalkSums sum_walk(SignalWalk& walk, const CloseTable& table, const Bars& bars,
                  const WalkOptions& options) {
  const double cash = options.broker.cash;
  Summer summer(table, bars.close, cash, walk.curve);
  WalkSums sums;
  int flat_from = 0, last_bar = -1;
  double flat_cash = cash;
  const auto flat_until = [&](int bar) {
    if (flat_from > 0 && flat_from < bar) summer.step(flat_cash);
  };
  for (const Holding& h : walk.holdings()) {
    flat_until(h.from);
    if (h.from < h.to) summer.hold(h);
    flat_from = h.to;
    flat_cash = h.cash_after;
    if (h.closed) add_trade(sums.trades, h, last_bar);
  }
  flat_until(static_cast<int>(bars.size()));
  sums.curve = summer.sums();
  sums.last = summer.value();
  return sums;
}
