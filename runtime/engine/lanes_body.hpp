// Eight doubles side by side, and what sums over curves need of them. Included once for each
// instruction set, within a namespace of its own.

using Lanes = double __attribute__((ext_vector_type(8)));
using Truths = long __attribute__((ext_vector_type(8)));
using Ints = int __attribute__((ext_vector_type(8)));

[[gnu::always_inline]] inline Lanes load(const double* from) {  // not aligned
  Lanes lanes;
  __builtin_memcpy(&lanes, from, sizeof lanes);
  return lanes;
}
[[gnu::always_inline]] inline Truths truths(const unsigned long* from) {  // not aligned
  Truths words;
  __builtin_memcpy(&words, from, sizeof words);
  return words;
}
[[gnu::always_inline]] inline unsigned bits(Truths t) {
  using Bits = bool __attribute__((ext_vector_type(8)));
  return __builtin_bit_cast(unsigned char, __builtin_convertvector(t, Bits));
}
[[gnu::always_inline]] inline Lanes greater(Lanes a, Lanes b) { return a > b ? a : b; }
[[gnu::always_inline]] inline Lanes lesser(Lanes a, Lanes b) { return a < b ? a : b; }

// ((l0 + l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7))
[[gnu::always_inline]] inline double sum(Lanes l) {
  const auto four = l.lo + l.hi;
  const auto two = four.lo + four.hi;
  return two[0] + two[1];
}
// The lowest of `lanes` and a number.
[[gnu::always_inline]] inline double lowest_of(Lanes l, double least) {
  l = lesser(l, __builtin_shufflevector(l, l, 4, 5, 6, 7, 0, 1, 2, 3));
  l = lesser(l, __builtin_shufflevector(l, l, 2, 3, 0, 1, 6, 7, 4, 5));
  const double a = l[0], b = l[1], both = a < b ? a : b;
  return both < least ? both : least;
}
// Each lane's is the highest up to and with it.
[[gnu::always_inline]] inline Lanes running_highest(Lanes l) {
  l = greater(l, __builtin_shufflevector(l, l, 0, 0, 1, 2, 3, 4, 5, 6));
  l = greater(l, __builtin_shufflevector(l, l, 0, 1, 0, 1, 2, 3, 4, 5));
  return greater(l, __builtin_shufflevector(l, l, 0, 1, 2, 3, 0, 1, 2, 3));
}
// One lane on, `first` before them.
[[gnu::always_inline]] inline Lanes moved_on(Lanes l, double first) {
  return __builtin_shufflevector(l, Lanes(first), 8, 0, 1, 2, 3, 4, 5, 6);
}

// A curve's sums, see CurveSums, in eight parts each.
struct ReturnSums {
  Lanes returns = 0.0, squares = 0.0, loss_squares = 0.0;

  [[gnu::always_inline]] void add(Lanes r) {
    const Lanes loss = r < 0 ? r : 0;
    returns += r;
    squares += r * r;
    loss_squares += loss * loss;
  }
  [[gnu::always_inline]] void operator+=(const ReturnSums& more) {
    returns += more.returns;
    squares += more.squares;
    loss_squares += more.loss_squares;
  }
};

// What a position beside k of cash for each unit adds to them, by CloseTable, in eight terms each:
// at bars (from, last], whose closes `near` is of.
[[gnu::always_inline]] inline ReturnSums stretch(const CloseTable& table,
                                                 const ClosePolynomials& near, double k, int from,
                                                 int last) {
  static_assert(CloseTable::terms == 8);
  constexpr Truths first = {0, -1, 0, -1, 0, -1, 0, -1}, second = {0, 0, -1, -1, 0, 0, -1, -1},
                   third = {0, 0, 0, 0, -1, -1, -1, -1};
  const Lanes one = 1.0, k1 = k, k2 = k1 * k1, k4 = k2 * k2;
  const Lanes powers = (first ? k1 : one) * (second ? k2 : one) * (third ? k4 : one);
  const Lanes of_returns = powers * load(near.of_returns);
  const Lanes of_squares = powers * load(near.of_squares);
  const CloseTable::Prefix &a = table.prefix(from), &b = table.prefix(last);
  return {of_returns * (load(b.returns) - load(a.returns)),
          of_squares * (load(b.squares) - load(a.squares)),
          of_squares * (load(b.loss_squares) - load(a.loss_squares))};
}

// The step of close_polynomials_by_step of k beside closes from `lowest` on; -1 where there is
// none, or it is not asked for.
[[gnu::always_inline]] inline Ints close_steps_of(Lanes k, Lanes lowest, Truths asked) {
  const Lanes step = (k / lowest + 1) * double{steps_per_one};
  const Truths known = asked & (step >= 0) & (step < close_steps);
  return __builtin_convertvector(known ? step : -1, Ints);
}
// Null if those of the step do not reach down to the highest close. Looked up, not branched to:
// which ones they are is known late, and hard to predict.
[[gnu::always_inline]] inline const ClosePolynomials* polynomials_at(int step, double k,
                                                                     double highest) {
  const unsigned char at = step < 0 ? 0 : close_polynomials_by_step[static_cast<unsigned>(step)];
  const ClosePolynomials& near = close_polynomials[at];
  return step < 0 || k < near.lowest_x * highest ? nullptr : &near;
}

// Ranges of closes side by side.
struct Ranges {
  Lanes highest, lowest, peak, trough;

  // `row(i)` is the range of lane i.
  template <class Row>
  [[gnu::always_inline]] explicit Ranges(const Row& row) {
    const Lanes r04 = pair(row(0), row(4)), r15 = pair(row(1), row(5)), r26 = pair(row(2), row(6)),
                r37 = pair(row(3), row(7));
    const Lanes even01 = __builtin_shufflevector(r04, r15, 0, 8, 2, 10, 4, 12, 6, 14),
                even23 = __builtin_shufflevector(r26, r37, 0, 8, 2, 10, 4, 12, 6, 14),
                odd01 = __builtin_shufflevector(r04, r15, 1, 9, 3, 11, 5, 13, 7, 15),
                odd23 = __builtin_shufflevector(r26, r37, 1, 9, 3, 11, 5, 13, 7, 15);
    highest = __builtin_shufflevector(even01, even23, 0, 1, 8, 9, 4, 5, 12, 13);
    lowest = __builtin_shufflevector(odd01, odd23, 0, 1, 8, 9, 4, 5, 12, 13);
    peak = __builtin_shufflevector(even01, even23, 2, 3, 10, 11, 6, 7, 14, 15);
    trough = __builtin_shufflevector(odd01, odd23, 2, 3, 10, 11, 6, 7, 14, 15);
  }
  // CloseTable::may_fall_further().
  template <class Least>
  [[gnu::always_inline]] Truths may_fall_further(Lanes k, Least least) const {
    const Lanes p = k > 0 ? highest : lowest;
    return (peak - trough) * p > (1 - least + CloseTable::rounding) * (k + p) * peak;
  }

 private:
  [[gnu::always_inline]] static Lanes pair(const CloseTable::Range& a, const CloseTable::Range& b) {
    static_assert(sizeof a == 4 * sizeof(double));
    decltype(Lanes().lo) low, high;
    __builtin_memcpy(&low, &a, sizeof a);
    __builtin_memcpy(&high, &b, sizeof b);
    return __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7);
  }
};
