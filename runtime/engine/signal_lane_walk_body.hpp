// Walks side by side: a cell in each lane, and in each step the next position of every cell. A walk
// by itself waits from trade to trade for its cash; here eight wait together, and nothing that
// comes out of prices is branched on. Lanes do not mix, so a cell's numbers do not depend on its
// neighbours. Included by signal_walk_body.hpp once for each instruction set.

class LaneWalk {
 public:
  LaneWalk(const Bars& bars, const CloseTable& table, const BrokerOptions& broker, Lanes size)
      : table_(table),
        close_(bars.close.data()),
        prices_(broker.trade_on_close ? close_ - 1 : bars.open.data()),
        bars_(static_cast<int>(bars.size())),
        spread_(broker.spread),
        leverage_(1 / broker.margin),
        start_cash_(broker.cash),
        size_(size),
        cash_(broker.cash),
        value_(broker.cash),
        peak_(broker.cash) {}

  // The positions between two rows of turns; a turn that never comes is `bars`. Lanes without one
  // look at bar 1, which there is wherever any order has filled.
  [[gnu::always_inline]] void step(const int* turns, PositionLanes& row) {
    Ints from, to;
    __builtin_memcpy(&from, turns, sizeof from);
    __builtin_memcpy(&to, turns + 8, sizeof to);
    const Ints begins = from < bars_, ends = begins & (to < bars_);
    const Truths there = __builtin_convertvector(begins, Truths),
                 closed = __builtin_convertvector(ends, Truths),
                 flat = __builtin_convertvector((ended_ > 0) & (ended_ < from), Truths);
    put(row.from, begins ? from : 1);
    put(row.last, begins ? to - 1 : 1);
    put(row.exit, ends ? to : 1);

    const Lanes entry = at(prices_, row.from) * (1 + spread_), exit = at(prices_, row.exit);
    const Lanes cash = cash_, units = units_for(entry, there), cost = units * entry;
    const auto equity = [&](Lanes price)
                            __attribute__((always_inline)) { return cash + price * units - cost; };
    put(row.units, units);
    put(row.cash, cash);
    put(row.cost, cost);
    // From the bar before to the first one, by way of a bar without a position, if there is any.
    const Lanes base = flat ? cash : value_;
    returns_.add(there ? base / value_ - 1 : 0);
    returns_.add(there ? equity(at(close_, row.from)) / base - 1 : 0);
    value_ = there ? equity(at(close_, row.last)) : value_;
    add_extremes(there, equity, base, (cash - cost) / units, row);
    const Lanes made = units * (exit - entry);
    cash_ = closed ? cash + made : cash;
    add_trades(closed, made, cost);
    add_covered(ends, from, to);
    ended_ = begins ? to : ended_;
  }

  // After the last step: a bar without a position.
  void end() {
    const Truths flat = __builtin_convertvector((ended_ > 0) & (ended_ < bars_), Truths);
    returns_.add(flat ? cash_ / value_ - 1 : 0);
    lowest_ = flat ? lesser(cash_ / peak_, lowest_) : lowest_;
    value_ = flat ? cash_ : value_;
  }

  // Of one cell, with the returns within its positions.
  WalkSums sums(unsigned cell, std::span<const PositionLanes> rows,
                std::vector<double>& curve) const {
    ReturnSums within;
    double lowest = lowest_[cell];
    for (const PositionLanes& row : rows) {
      const double k = row.k[cell];
      const ClosePolynomials* const near = polynomials_at(row.step[cell], k, row.highest[cell]);
      if (near) {
        within += stretch(table_, *near, k, row.from[cell], row.last[cell]);
        continue;
      }
      const Account account{row.cash[cell], row.units[cell], row.cost[cell]};
      ReturnSums other;
      lowest = std::min(lowest, add_otherwise(other, table_, close_, account, row.from[cell],
                                              row.last[cell], curve));
      within += other;
    }
    const CurveSums of_curve{returns_.returns[cell] + sum(within.returns),
                             returns_.squares[cell] + sum(within.squares),
                             returns_.loss_squares[cell] + sum(within.loss_squares),
                             lowest,
                             start_cash_,
                             value_[cell]};
    return {of_curve,
            {gains_[cell], losses_[cell], -trades_[cell], -winners_[cell], covered_[cell]}};
  }
  // Adds the holdings of one cell.
  void keep_in(std::vector<Holding>& holdings, unsigned cell,
               std::span<const PositionLanes> rows) const {
    for (const PositionLanes& row : rows) {
      const double units = row.units[cell], cash = row.cash[cell];
      const double entry = prices_[row.from[cell]] * (1 + spread_), exit = prices_[row.exit[cell]];
      const int to = row.last[cell] + 1;
      holdings.push_back({units, entry, cash, exit, 0, cash + units * (exit - entry),
                          row.from[cell], to, to < bars_});
    }
  }
  // A bit for each cell one of whose entries bought nothing, so that its turns are others.
  unsigned failed() const { return bits(failed_); }

 private:
  template <class T, class Vector>
  [[gnu::always_inline]] static void put(T (&to)[8], const Vector& lanes) {
    __builtin_memcpy(to, &lanes, sizeof lanes);
  }
  [[gnu::always_inline]] static Lanes at(const double* prices, const int (&bars)[8]) {
    return Lanes{prices[bars[0]], prices[bars[1]], prices[bars[2]], prices[bars[3]],
                 prices[bars[4]], prices[bars[5]], prices[bars[6]], prices[bars[7]]};
  }

  // As Fills::enter(), with floor_division().
  [[gnu::always_inline]] Lanes units_for(Lanes entry, Truths there) {
    constexpr double whole_numbers = 0x1p50;
    const Lanes budget = (cash_ > 0 ? cash_ : 0) * leverage_, share = budget * size_;
    const Lanes whole = __builtin_elementwise_floor(share * (1 / entry));
    const Lanes rest = __builtin_elementwise_fma(-whole, entry, share);
    const Lanes affordable = rest < 0 ? whole - 1 : rest >= entry ? whole + 1 : whole;
    const Truths is_share = size_ < 1;
    const Lanes units = is_share ? affordable : size_;
    const Truths known = ~is_share | ((share >= 0) & (entry > 0) & (whole < whole_numbers));
    failed_ |= there & ~(known & (units > 0) & (units * entry <= budget));
    return units;
  }
  [[gnu::always_inline]] void add_trades(Truths closed, Lanes made, Lanes cost) {
    const Lanes ratio = made / cost;
    gains_ += (closed & (ratio > 0)) ? ratio : 0;
    losses_ += (closed & (ratio < 0)) ? ratio : 0;
    trades_ += closed;  // truths are -1
    winners_ += closed & (made > 0);
  }
  [[gnu::always_inline]] void add_covered(Ints closed, Ints from, Ints to) {
    const Ints next = last_bar_ + 1;
    covered_ += closed ? to - (from > next ? from : next) + 1 : 0;
    last_bar_ = closed ? to : last_bar_;
  }

  template <class Equity>
  [[gnu::always_inline]] void add_extremes(Truths there, const Equity& equity, Lanes base, Lanes k,
                                           PositionLanes& row) {
    const CloseTable::Range *earlier_of[8], *later_of[8];
    for (int i = 0; i < 8; ++i) {
      const CloseTable::Parts parts = table_.parts(row.from[i], row.last[i]);
      earlier_of[i] = &parts.earlier;
      later_of[i] = &parts.later;
    }
    const Ranges earlier([&](int i) -> auto& { return *earlier_of[i]; }),
        later([&](int i) -> auto& { return *later_of[i]; });
    const Lanes highest = greater(earlier.highest, later.highest);
    const Lanes lowest = lesser(earlier.lowest, later.lowest);
    const Lanes a = equity(highest), b = equity(lowest);
    // Against the highest value of before the position, and, as far as one knows, within it.
    Lanes falls = lesser(base / peak_, lesser(a, b) / greater(peak_, base));
    falls = lesser(falls, equity(later.lowest) / equity(earlier.highest));
    falls = lesser(falls, equity(earlier.trough) / equity(earlier.peak));
    falls = lesser(falls, equity(later.trough) / equity(later.peak));
    lowest_ = there ? lesser(falls, lowest_) : lowest_;
    peak_ = there ? greater(greater(a, b), greater(base, peak_)) : peak_;

    put(row.k, k);
    put(row.highest, highest);
    put(row.step, close_steps_of(k, lowest, there & (k <= table_.most_k())));
    const Truths further =
        there & (k >= close_polynomials[0].lowest_x * lowest) &
        (earlier.may_fall_further(k, lowest_) | later.may_fall_further(k, lowest_));
    for (unsigned left = bits(further); left != 0; left &= left - 1)
      fall_further(row, static_cast<unsigned>(std::countr_zero(left)));
  }
  [[gnu::noinline]] void fall_further(const PositionLanes& row, unsigned cell) {
    const double cash = row.cash[cell], units = row.units[cell], cost = row.cost[cell];
    const auto equity = [&](double close) { return cash + close * units - cost; };
    lowest_[cell] =
        table_.deepest_fall(equity, row.k[cell], row.from[cell], row.last[cell], lowest_[cell]);
  }

  const CloseTable& table_;
  const double* close_;
  const double* prices_;  // at which the orders fill that act at a bar
  int bars_;
  double spread_, leverage_, start_cash_;
  Lanes size_, cash_, value_, peak_, lowest_ = 1.0;
  ReturnSums returns_;
  Lanes gains_ = 0.0, losses_ = 0.0;
  Truths trades_ = 0, winners_ = 0, failed_ = 0;
  Ints ended_ = 0;  // where the last position did; 0 is before the first
  Ints covered_ = 0, last_bar_ = -1;
};
