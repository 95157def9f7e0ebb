#include "runtime/engine/curve_kernels.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

namespace {

using namespace stratgen;

struct Market {
  std::vector<double> low, high, close;
};

Market random_market(std::mt19937_64& dice, int bars) {
  std::normal_distribution<double> step(0, 0.02);
  Market market;
  double price = 100;
  for (int i = 0; i < bars; ++i) {
    price *= std::exp(step(dice));
    market.close.push_back(price);
    market.low.push_back(price * 0.99);
    market.high.push_back(price * 1.01);
  }
  return market;
}

std::vector<CurvePiece> random_pieces(std::mt19937_64& dice, int bars) {
  std::vector<CurvePiece> pieces = {{0, {10'000, 0, 0}}};
  const int longest = 1 + static_cast<int>(dice() % 60);
  int from = 0;
  while ((from += 1 + static_cast<int>(dice() % static_cast<unsigned>(longest))) < bars) {
    const auto units = static_cast<double>(dice() % 3) * 20 - 20;
    pieces.push_back({from, {10'000 + static_cast<double>(dice() % 1000), units, units * 100}});
  }
  return pieces;
}

std::vector<double> written(const CurveKernels& kernels, const Market& market,
                            const std::vector<CurvePiece>& pieces) {
  const auto bars = static_cast<int>(market.close.size());
  std::vector<double> curve(market.close.size());
  for (std::size_t k = 0; k < pieces.size(); ++k) {
    const int end = k + 1 < pieces.size() ? pieces[k + 1].from : bars;
    kernels.write_equity(market.close.data(), pieces[k].account, pieces[k].from, end, curve.data());
  }
  return curve;
}

std::vector<std::uint64_t> bits_of(const CurveSums& s) {
  std::vector<std::uint64_t> bits;
  for (const double x : {s.returns, s.squares, s.loss_squares, s.lowest, s.first, s.last})
    bits.push_back(std::bit_cast<std::uint64_t>(x));
  return bits;
}

CurveSums plain_sums(const std::vector<double>& curve) {
  CurveSums sums;
  double peak = curve[0];
  for (std::size_t i = 1; i < curve.size(); ++i) {
    const double r = curve[i] / curve[i - 1] - 1;
    sums.returns += r;
    sums.squares += r * r;
    sums.loss_squares += r < 0 ? r * r : 0;
    peak = std::max(peak, curve[i]);
    sums.lowest = std::min(sums.lowest, curve[i] / peak);
  }
  return sums;
}

void check_near(const CurveSums& sums, const CurveSums& expected) {
  CHECK(sums.returns == doctest::Approx(expected.returns).epsilon(1e-11));
  CHECK(sums.squares == doctest::Approx(expected.squares).epsilon(1e-11));
  CHECK(sums.loss_squares == doctest::Approx(expected.loss_squares).epsilon(1e-11));
  CHECK(sums.lowest == doctest::Approx(expected.lowest).epsilon(1e-14));
}

TEST_CASE("the sums over a curve are those of a plain loop, and the same bits for each machine") {
  std::mt19937_64 dice(1);
  for (int round = 0; round < 400; ++round) {
    const int bars = 1 + static_cast<int>(dice() % 300);
    const Market market = random_market(dice, bars);
    const auto pieces = random_pieces(dice, bars);
    const int first = round % 3 == 0 ? static_cast<int>(dice() % static_cast<unsigned>(bars)) : 0;
    const CurveKernels& portable = curve_kernels(Isa::Portable);
    const std::vector<double> curve = written(portable, market, pieces);
    const std::vector<double> part(curve.begin() + first, curve.end());
    const auto count = static_cast<int>(part.size());
    const CurveSums of_values = portable.sum_curve(part.data(), count);
    const CurveSums of_pieces =
        portable.sum_pieces(market.close.data(), nullptr, pieces, first, bars);
    check_near(of_values, plain_sums(part));
    check_near(of_pieces, plain_sums(part));
    CHECK(of_pieces.first == part.front());
    CHECK(of_pieces.last == part.back());
    for (const Isa isa : all_isas) {
      if (!is_supported(isa)) continue;
      const CurveKernels& kernels = curve_kernels(isa);
      CHECK(written(kernels, market, pieces) == curve);
      CHECK(bits_of(kernels.sum_curve(part.data(), count)) == bits_of(of_values));
      CHECK(bits_of(kernels.sum_pieces(market.close.data(), nullptr, pieces, first, bars)) ==
            bits_of(of_pieces));
    }
  }
}

// All of it in units, a part of it, more than all of it, short; long stretches and short ones.
std::vector<CurvePiece> random_positions(std::mt19937_64& dice, const Market& market) {
  const auto bars = static_cast<int>(market.close.size());
  std::vector<CurvePiece> pieces = {{0, {10'000, 0, 0}}};
  const unsigned longest = dice() % 2 == 0 ? 100 : 900;
  int from = 0;
  while ((from += 1 + static_cast<int>(dice() % longest)) < bars) {
    constexpr double shares[] = {0, 1, 1, 0.9, 0.5, 0.1, 1.2, -0.3};
    const double price = market.close[static_cast<std::size_t>(from)];
    const double cash = 10'000 + static_cast<double>(dice() % 1000);
    const double units = std::trunc(shares[dice() % 8] * cash / price);
    pieces.push_back({from, {cash, units, units * price}});
  }
  return pieces;
}

TEST_CASE("a table of the closes gives the sums over long positions, with the same bits for each") {
  std::mt19937_64 dice(3);
  for (int round = 0; round < 300; ++round) {
    const int bars = 1 + static_cast<int>(dice() % 3000);
    Market market = random_market(dice, bars);
    // Back to where it began, so that no position is ruined.
    for (double& close : market.close) close = 100 * std::pow(close / 100, 0.2);
    const CloseTable table(market.close);
    const auto pieces = random_positions(dice, market);
    const int first = round % 3 == 0 ? static_cast<int>(dice() % static_cast<unsigned>(bars)) : 0;
    const std::vector<double> curve = written(curve_kernels(Isa::Portable), market, pieces);
    const CurveSums expected = plain_sums(std::vector<double>(curve.begin() + first, curve.end()));
    const CurveSums sums =
        curve_kernels(Isa::Portable).sum_pieces(market.close.data(), &table, pieces, first, bars);
    constexpr double error = ClosePolynomials::error_of_squares;
    CHECK(std::abs(sums.returns - expected.returns) <= error * std::sqrt(expected.squares * bars));
    CHECK(std::abs(sums.squares - expected.squares) <= error * expected.squares);
    CHECK(std::abs(sums.loss_squares - expected.loss_squares) <= error * expected.squares);
    CHECK(sums.lowest == doctest::Approx(expected.lowest).epsilon(1e-12));
    CHECK(sums.first == curve[static_cast<std::size_t>(first)]);
    CHECK(sums.last == curve.back());
    for (const Isa isa : all_isas) {
      if (!is_supported(isa)) continue;
      CHECK(bits_of(curve_kernels(isa).sum_pieces(market.close.data(), &table, pieces, first,
                                                  bars)) == bits_of(sums));
    }
  }
}

TEST_CASE("the first bar of interest is found, by its low, its high or its equity") {
  std::mt19937_64 dice(2);
  for (int round = 0; round < 2000; ++round) {
    const int bars = 1 + static_cast<int>(dice() % 100);
    const Market market = random_market(dice, bars);
    const auto percent = [&](int low, int high) {
      return low + static_cast<double>(dice() % static_cast<unsigned>(high - low));
    };
    const double units = percent(-3, 4) * 100;
    const Touch touch{percent(50, 100), percent(101, 150), {10'000, units, units * 100}};
    const int from = static_cast<int>(dice() % static_cast<unsigned>(bars));
    int expected = from;
    const auto is_of_interest = [&](int i) {
      const auto k = static_cast<std::size_t>(i);
      return market.low[k] <= touch.low || market.high[k] >= touch.high ||
             10'000 + market.close[k] * units - units * 100 <= 0;
    };
    while (expected < bars && !is_of_interest(expected)) ++expected;
    for (const Isa isa : all_isas) {
      if (!is_supported(isa)) continue;
      const Prices prices{market.low.data(), market.high.data(), market.close.data()};
      CHECK(curve_kernels(isa).find_touch(prices, touch, from, bars) == expected);
    }
  }
}

TEST_CASE("this machine supports the best of its instruction sets, and the portable one always") {
  CHECK(is_supported(best_isa()));
  CHECK(is_supported(Isa::Portable));
  CHECK(to_string(Isa::Avx512) == "avx512");
}

}  // namespace
