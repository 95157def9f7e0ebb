// The curve and the trades of a walk, added up eight positions at a time. Included by
// signal_walk_body.hpp once for each instruction set.

static_assert(PositionRows::most == 8);

class Summer {
 public:
  Summer(const CloseTable& table, std::span<const double> close, double cash, SignalWalk& room)
      : table_(table),
        close_(close.data()),
        rows_(room.rows),
        curve_(room.curve),
        cash_(cash),
        value_(cash),
        peak_(cash) {}

  // The next position, when its end is known.
  [[gnu::always_inline]] void add(const Holding& h) {
    if (h.from >= h.to) [[unlikely]]
      return add_empty(h);
    if (count_ == PositionRows::most) [[unlikely]]
      add_up();
    const auto i = static_cast<std::size_t>(count_++);
    const int last = h.to - 1;
    const CloseTable::Parts parts = table_.parts(h.from, last);
    rows_.size[i] = h.size;
    rows_.entry[i] = h.entry_price;
    rows_.exit[i] = h.closed ? h.exit_price : h.entry_price;
    rows_.commission[i] = h.closed ? h.commission : 0;
    rows_.cash[i] = h.cash;
    rows_.before[i] = flat_cash_;
    rows_.flat[i] = flat_from_ > 0 && flat_from_ < h.from ? -1 : 0;
    rows_.first_close[i] = close_[h.from];
    rows_.last_close[i] = close_[last];
    rows_.earlier[i] = parts.earlier;
    rows_.later[i] = parts.later;
    rows_.from[i] = h.from;
    rows_.last[i] = last;
    end(h);
  }
  // After the last one.
  [[gnu::noinline]] WalkSums sums(int bars) {
    if (count_ > 0) add_up();
    flat_until(bars);
    CurveSums curve;
    curve.returns = sum(returns_.returns);
    curve.squares = sum(returns_.squares);
    curve.loss_squares = sum(returns_.loss_squares);
    curve.lowest = lowest_;
    curve.first = cash_;
    curve.last = value_;
    trades_.gains = sum(gains_);
    trades_.losses = sum(losses_);
    return {curve, trades_};
  }

 private:
  [[gnu::always_inline]] void end(const Holding& h) {
    flat_from_ = h.to;
    flat_cash_ = h.cash_after;
    if (!h.closed) return;
    ++trades_.trades;
    trades_.covered += h.to - std::max(h.from, last_bar_ + 1) + 1;
    last_bar_ = h.to;
  }
  // A position that is over at the bar it began.
  [[gnu::noinline]] void add_empty(Holding h) {
    if (count_ > 0) add_up();
    flat_until(h.from);
    end(h);
    if (h.closed) add_trades(1, Lanes(h.size), h.entry_price, h.exit_price, h.commission);
  }
  // One bar without a position, if there is any before `bar`; the others change nothing.
  void flat_until(int bar) {
    if (flat_from_ == 0 || flat_from_ >= bar) return;
    const double r = flat_cash_ / value_ - 1;
    returns_.add(Lanes{r, 0, 0, 0, 0, 0, 0, 0});
    const double share = flat_cash_ / peak_;
    lowest_ = share < lowest_ ? share : lowest_;
    peak_ = flat_cash_ > peak_ ? flat_cash_ : peak_;
    value_ = flat_cash_;
    flat_from_ = 0;
  }

  [[gnu::always_inline]] void add_trades(unsigned active, Lanes size, Lanes entry, Lanes exit,
                                         Lanes commission) {
    constexpr Truths bit = {1, 2, 4, 8, 16, 32, 64, 128};
    const Truths there = (Truths(static_cast<long>(active)) & bit) != 0;
    const Lanes pl = size * (exit - entry) - commission;
    trades_.winners += std::popcount(bits(pl > 0) & active);
    const Lanes units = size < 0 ? -size : size, ratio = pl / (units * entry);
    gains_ += (there & (ratio > 0)) ? ratio : 0;
    losses_ += (there & (ratio < 0)) ? ratio : 0;
  }

  // The positions in the rows; the lanes beyond them hold what earlier ones left.
  [[gnu::noinline]] void add_up() {
    constexpr Truths index = {0, 1, 2, 3, 4, 5, 6, 7};
    const Truths active = index < static_cast<long>(count_);
    const Lanes size = load(rows_.size), entry = load(rows_.entry), cash = load(rows_.cash);
    const Lanes cost = size * entry;
    const auto equity = [&](Lanes price)
                            __attribute__((always_inline)) { return cash + price * size - cost; };
    // From the bar before to the first one, by way of a bar without a position, if there is any.
    const Lanes first = equity(load(rows_.first_close)), last = equity(load(rows_.last_close));
    const Lanes previous = moved_on(last, value_), before = load(rows_.before);
    Truths flat;
    __builtin_memcpy(&flat, rows_.flat, sizeof flat);
    const Lanes base = flat ? before : previous;
    returns_.add(active ? base / previous - 1 : 0);
    returns_.add(active ? first / base - 1 : 0);

    const Ranges earlier([&](int i) -> auto& { return rows_.earlier[i]; }),
        later([&](int i) -> auto& { return rows_.later[i]; });
    const Lanes highest = greater(earlier.highest, later.highest);
    const Lanes lowest = lesser(earlier.lowest, later.lowest);
    const Lanes a = equity(highest), b = equity(lowest);
    const Lanes highs = running_highest(active ? greater(greater(a, b), base) : 0);
    const Lanes peaks = greater(moved_on(highs, peak_), Lanes(peak_));
    // Against the highest value of before the position, and, as far as one knows, within it.
    Lanes falls = lesser(base / peaks, lesser(a, b) / greater(peaks, base));
    falls = lesser(falls, equity(later.lowest) / equity(earlier.highest));
    falls = lesser(falls, equity(earlier.trough) / equity(earlier.peak));
    falls = lesser(falls, equity(later.trough) / equity(later.peak));
    lowest_ = lowest_of(active ? falls : 1, lowest_);

    const Lanes k = (cash - cost) / size;
    const Truths is_long = active & (size > 0);
    const unsigned further =
        bits(is_long & (k >= close_polynomials[0].lowest_x * lowest) &
             (earlier.may_fall_further(k, lowest_) | later.may_fall_further(k, lowest_)));
    const Ints steps = close_steps_of(k, lowest, is_long & (k <= table_.most_k()));
    __builtin_memcpy(rows_.k, &k, sizeof k);
    __builtin_memcpy(rows_.highest, &highest, sizeof highest);
    __builtin_memcpy(rows_.step, &steps, sizeof steps);
    for (unsigned left = add_from_table(); left != 0; left &= left - 1)
      add_other(static_cast<unsigned>(std::countr_zero(left)));
    for (unsigned left = further; left != 0; left &= left - 1)
      fall_further(static_cast<unsigned>(std::countr_zero(left)));
    add_trades((1u << count_) - 1, size, entry, load(rows_.exit), load(rows_.commission));
    double values[8], tops[8];
    __builtin_memcpy(values, &last, sizeof last);
    __builtin_memcpy(tops, &highs, sizeof highs);
    value_ = values[count_ - 1];
    peak_ = tops[7] > peak_ ? tops[7] : peak_;
    count_ = 0;
  }

  // All but those whose bits are returned.
  [[gnu::always_inline]] unsigned add_from_table() {
    ReturnSums returns = returns_;
    unsigned others = 0;
    for (unsigned i = 0; i < static_cast<unsigned>(count_); ++i) {
      const auto* const near = polynomials_at(rows_.step[i], rows_.k[i], rows_.highest[i]);
      if (!near) [[unlikely]] {
        others |= 1u << i;
        continue;
      }
      returns += stretch(table_, *near, rows_.k[i], rows_.from[i], rows_.last[i]);
    }
    returns_ = returns;
    return others;
  }
  void add_other(unsigned i) {
    const Account account{rows_.cash[i], rows_.size[i], rows_.size[i] * rows_.entry[i]};
    const double lowest =
        add_otherwise(returns_, table_, close_, account, rows_.from[i], rows_.last[i], curve_);
    lowest_ = lowest < lowest_ ? lowest : lowest_;
  }
  [[gnu::noinline]] void fall_further(unsigned i) {
    const double cash = rows_.cash[i], size = rows_.size[i], cost = size * rows_.entry[i];
    const auto equity = [&](double close) { return cash + close * size - cost; };
    lowest_ = table_.deepest_fall(equity, rows_.k[i], rows_.from[i], rows_.last[i], lowest_);
  }

  const CloseTable& table_;
  const double* close_;
  PositionRows& rows_;
  std::vector<double>& curve_;
  ReturnSums returns_;
  Lanes gains_ = 0.0, losses_ = 0.0;
  TradeSums trades_;
  double cash_, value_, peak_, lowest_ = 1;
  int flat_from_ = 0;  // no position from there on; 0 is before the first
  double flat_cash_ = 0;
  int last_bar_ = -1;  // of the last trade
  int count_ = 0;      // of positions in the rows
};
