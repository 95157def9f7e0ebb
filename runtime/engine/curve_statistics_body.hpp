// Included by curve_statistics.cpp once for each instruction set, within a namespace of its own.

#include "runtime/engine/lanes_body.hpp"

using Words = long __attribute__((ext_vector_type(8)));

[[gnu::always_inline]] inline Lanes root(Lanes x) { return __builtin_elementwise_sqrt(x); }
[[gnu::always_inline]] inline Lanes or_nan(Lanes denominator) {
  return denominator == 0 ? Lanes(nan) : denominator;
}

// Of a positive normal x = 2^e m with m from sqrt(1/2) to sqrt(2). With s = (m - 1) / (m + 1),
// log m = 2 (s + s^3 / 3 + s^5 / 5 + ...).
[[gnu::always_inline]] inline Lanes log_of(Lanes x) {
  constexpr long bits_of_root = 0x3fe6a09e667f3bcdL;  // sqrt(1/2)
  const Words bits = __builtin_bit_cast(Words, x), e = (bits - bits_of_root) >> 52;
  const Lanes m = __builtin_bit_cast(Lanes, bits - (e << 52));
  const Lanes s = (m - 1) / (m + 1), z = s * s;
  Lanes series = 1 / 21.0;
#pragma clang loop unroll(full)
  for (int odd = 19; odd >= 1; odd -= 2) series = series * z + 1.0 / odd;
  return __builtin_convertvector(e, Lanes) * log_of_2 + 2 * s * series;
}

// x = n log 2 + r with |r| up to log(2) / 2, whose series is cut where it is below a rounding. 2^n
// is two factors, so that results may overflow and vanish.
[[gnu::always_inline]] inline Lanes exp_of(Lanes x) {
  constexpr double most = 1000, whole = 0x1.8p52;  // adding it rounds to whole numbers
  x = x > most ? Lanes(most) : x < -most ? Lanes(-most) : x;
  const Lanes shifted = x * (1 / log_of_2) + whole, n = shifted - whole;
  const Lanes r = (x - n * log_of_2_high) - n * log_of_2_low;
  Lanes series = 1.0;
#pragma clang loop unroll(full)
  for (int k = 13; k >= 1; --k) series = 1 + r * (1.0 / k) * series;
  const Words power = __builtin_bit_cast(Words, shifted) - __builtin_bit_cast(Words, Lanes(whole));
  const Words half = power >> 1;
  const auto two_to = [](Words e) __attribute__((always_inline)) {
    return __builtin_bit_cast(Lanes, (e + 1023) << 52);
  };
  return series * two_to(half) * two_to(power - half);
}

[[gnu::always_inline]] inline bool all(Truths t) { return bits(t) == 0xff; }

// log(1 + x) and exp(x) - 1 for x from 0 on. The series serve where digits would be lost, which is
// where nearly all curves are.
[[gnu::always_inline]] inline Lanes log_of_1_plus(Lanes x) {
  const Lanes series =
      x * (1 - x * (1 / 2.0 - x * (1 / 3.0 - x * (1 / 4.0 - x * (1 / 5.0 - x / 6.0)))));
  const Truths small = x < 0.004;
  if (all(small)) [[likely]]
    return series;
  return small ? series : log_of(1 + x);
}
[[gnu::always_inline]] inline Lanes exp_minus_1(Lanes x) {
  const Lanes low = 1 + x * (1 / 2.0 + x * (1 / 6.0 + x * (1 / 24.0 + x * (1 / 120.0))));
  const Lanes x5 = x * x * x * x * x;
  const Lanes high = 1 / 720.0 + x * (1 / 5040.0 + x * (1 / 40320.0 + x * (1 / 362880.0)));
  const Lanes series = x * (low + x5 * high);
  const Truths small = x < 0.1;
  if (all(small)) [[likely]]
    return series;
  return small ? series : exp_of(x) - 1;
}

// Goodman's formula (statistics_returns.cpp) with the growth of a year taken out:
// (v + g^2)^N - g^(2N) = g^(2N) ((1 + v / g^2)^N - 1).
void describe_curves(std::span<const CurveSums> sums, const PeriodScale& scale,
                     CurveStatistics* to) {
  Lanes returns, squares, loss_squares, growth;
  for (unsigned i = 0; i < curves_at_once; ++i) {
    const CurveSums& each = sums[i < sums.size() ? i : 0];
    returns[i] = each.returns;
    squares[i] = each.squares;
    loss_squares[i] = each.loss_squares;
    growth[i] = each.last / each.first;
  }
  const double count = scale.count, periods = scale.per_year;
  const Lanes variance = (squares - returns * returns / count) / (count - 1);
  const Lanes log_growth = log_of(growth) / count;
  const Lanes year = exp_of(periods * log_growth);
  const Lanes share = variance * exp_of(-2 * log_growth);
  const Lanes volatility = year * root(exp_minus_1(periods * log_of_1_plus(share)));
  const Lanes annual_return_pct = (year - 1) * 100, annual_volatility_pct = volatility * 100;
  const Lanes sharpe =
      (annual_return_pct - scale.risk_free_rate * 100) / or_nan(annual_volatility_pct);
  const Lanes sortino = (year - 1 - scale.risk_free_rate) / root(loss_squares / count * periods);
  const Lanes period_sharpe = returns / count / or_nan(root(variance));
  for (unsigned i = 0; i < sums.size(); ++i)
    to[i] = {annual_return_pct[i], annual_volatility_pct[i], sharpe[i], sortino[i],
             period_sharpe[i]};
}
