#include "runtime/engine/curve_statistics.hpp"

#include <doctest/doctest.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

namespace {

using namespace stratgen;

std::vector<std::uint64_t> bits_of(const CurveStatistics& s) {
  std::vector<std::uint64_t> bits;
  for (const double x : {s.annual_return_pct, s.annual_volatility_pct, s.sharpe_ratio,
                         s.sortino_ratio, s.period_sharpe})
    bits.push_back(std::bit_cast<std::uint64_t>(x));
  return bits;
}

// From hardly moving to doubling and halving within a few periods.
CurveSums random_sums(std::mt19937_64& dice, double count) {
  const auto share = [&] { return std::uniform_real_distribution<double>(0, 1)(dice); };
  const double deviation = std::pow(10, -4 * share()), mean = deviation * (share() - 0.5) * 0.2;
  CurveSums sums;
  sums.returns = mean * count;
  sums.squares = (deviation * deviation + mean * mean) * count;
  sums.loss_squares = sums.squares * share();
  sums.first = 1 + 1e6 * share();
  sums.last = sums.first * std::exp(mean * count);
  return sums;
}

// Goodman's formula as it is written, with more digits.
CurveStatistics plain(const CurveSums& s, const PeriodScale& scale) {
  const long double n = scale.count, periods = scale.per_year;
  const long double variance =
      (s.squares - static_cast<long double>(s.returns) * s.returns / n) / (n - 1);
  const long double growth = std::pow(static_cast<long double>(s.last) / s.first, 1 / n);
  const long double year = std::pow(growth, periods);
  const long double volatility =
      std::sqrt(std::pow(variance + growth * growth, periods) - year * year);
  const long double downside = std::sqrt(s.loss_squares / n * periods);
  const auto number = [](long double x) { return static_cast<double>(x); };
  return {number((year - 1) * 100), number(volatility * 100),
          number((year - 1 - scale.risk_free_rate) / volatility),
          number((year - 1 - scale.risk_free_rate) / downside),
          number(s.returns / n / std::sqrt(variance))};
}

void check_near(double a, double b) {
  CHECK(std::abs(a - b) <= 1e-10 * std::max(1.0, std::abs(b)));
}

TEST_CASE("statistics of curves are the plain formulas', whatever the growth and the variance") {
  std::mt19937_64 dice(1);
  for (int round = 0; round < 20'000; ++round) {
    const PeriodScale scale{static_cast<double>(10 + dice() % 3000), round % 2 == 0 ? 252.0 : 12.0,
                            round % 3 == 0 ? 0.02 : 0};
    const CurveSums sums = random_sums(dice, scale.count);
    const CurveStatistics expected = plain(sums, scale);
    if (!std::isfinite(expected.annual_volatility_pct)) continue;
    CurveStatistics s;
    describe_curves(best_isa())({&sums, 1}, scale, &s);
    check_near(s.annual_return_pct, expected.annual_return_pct);
    check_near(s.annual_volatility_pct, expected.annual_volatility_pct);
    check_near(s.sharpe_ratio, expected.sharpe_ratio);
    check_near(s.sortino_ratio, expected.sortino_ratio);
    check_near(s.period_sharpe, expected.period_sharpe);
  }
}

TEST_CASE("a curve that does not move has no ratios, and one that overflows is infinite") {
  CurveSums flat;
  flat.first = flat.last = 10'000;
  CurveSums steep = flat;
  steep.last = 1e9;  // in two periods of 252: 1e5^126
  steep.returns = 2;
  steep.squares = 3;
  const CurveSums both[] = {flat, steep};
  std::array<CurveStatistics, 2> s;
  describe_curves(best_isa())(both, {2, 252, 0}, s.data());
  CHECK(s[0].annual_return_pct == 0);
  CHECK(s[0].annual_volatility_pct == 0);
  CHECK(std::isnan(s[0].sharpe_ratio));
  CHECK(std::isnan(s[0].period_sharpe));
  CHECK(std::isinf(s[1].annual_return_pct));
}

TEST_CASE("a curve's statistics do not depend on its neighbours or on the instruction set") {
  std::mt19937_64 dice(2);
  for (int round = 0; round < 2000; ++round) {
    const PeriodScale scale{static_cast<double>(10 + dice() % 3000), 252, 0.01};
    std::vector<CurveSums> sums;
    for (std::size_t i = 0; i <= static_cast<std::size_t>(round) % curves_at_once; ++i)
      sums.push_back(random_sums(dice, scale.count));
    for (const Isa isa : all_isas) {
      if (!is_supported(isa)) continue;
      std::array<CurveStatistics, curves_at_once> together;
      describe_curves(isa)(sums, scale, together.data());
      for (std::size_t i = 0; i < sums.size(); ++i) {
        CurveStatistics alone;
        describe_curves(Isa::Portable)({&sums[i], 1}, scale, &alone);
        CHECK(bits_of(together[i]) == bits_of(alone));
      }
    }
  }
}

}  // namespace
