#include "runtime/indicator/moving_average.hpp"

#include "runtime/indicator/sliding.hpp"
#include "runtime/indicator/smoothing.hpp"

#include <array>
#include <cmath>

namespace stratgen::indicator {
namespace {

// The first `count` of a chain of EMAs, each seeded with the first values of the one before:
// the k-th (from 0) has its first value at (k + 1)(n - 1).
template <std::size_t count>
std::array<Column, count> ema_chain(Input x, std::size_t n) {
  std::array<Column, count> chain;
  for (std::size_t k = 0; k < count; ++k) {
    chain[k].resize(x.size());
    const std::size_t first = k * (n - 1);
    const Input source = k == 0 ? x : Input(chain[k - 1]);
    ema(source.subspan(first), n, Output(chain[k]).subspan(first));
  }
  return chain;
}

void dema(Input x, std::size_t n, Output y) {
  const auto e = ema_chain<2>(x, n);
  for (std::size_t i = 2 * (n - 1); i < x.size(); ++i) y[i] = 2 * e[0][i] - e[1][i];
}

void tema(Input x, std::size_t n, Output y) {
  const auto e = ema_chain<3>(x, n);
  for (std::size_t i = 3 * (n - 1); i < x.size(); ++i) y[i] = 3 * e[0][i] - 3 * e[1][i] + e[2][i];
}

// Tillson's: a generalised DEMA with volume factor v, applied three times.
void t3(Input x, std::size_t n, double v, Output y) {
  const auto e = ema_chain<6>(x, n);
  const double v2 = v * v, v3 = v2 * v;
  const double c6 = -v3, c5 = 3 * (v2 + v3), c4 = -6 * v2 - 3 * (v + v3),
               c3 = 1 + 3 * (v + v2) + v3;
  for (std::size_t i = 6 * (n - 1); i < x.size(); ++i)
    y[i] = c6 * e[5][i] + c5 * e[4][i] + c4 * e[3][i] + c3 * e[2][i];
}

void trima(Input x, std::size_t n, Output y) {
  const std::size_t inner = (n + 1) / 2, outer = n / 2 + 1;
  Column once(x.size());
  sma(x, inner, once);
  sma(Input(once).subspan(inner - 1), outer, y.subspan(inner - 1));
}

// Kaufman's: the factor goes from that of a 30-bar EMA to that of a 2-bar one as the way gone over
// n bars comes to equal the sum of the steps.
void kama(Input x, std::size_t n, Output y) {
  const double slow = ema_factor(30), fast = ema_factor(2);
  Column steps(x.size());
  for (std::size_t i = 1; i < x.size(); ++i) steps[i] = std::abs(x[i] - x[i - 1]);
  Column way(x.size());
  sum(Input(steps).subspan(1), n, Output(way).subspan(1));
  double average = x[n - 1];
  for (std::size_t i = n; i < x.size(); ++i) {
    const double change = x[i] - x[i - n];
    const bool straight = way[i] <= change || near_zero(way[i]);
    const double efficiency = straight ? 1 : std::abs(change / way[i]);
    const double k = efficiency * (fast - slow) + slow;
    y[i] = average += k * k * (x[i] - average);
  }
}

std::size_t whole_root(std::size_t n) {
  return static_cast<std::size_t>(std::sqrt(static_cast<double>(n)));
}

// Hull's: wma(2 wma(n / 2) - wma(n), sqrt(n)), both rounded down.
void hma(Input x, std::size_t n, Output y) {
  Column half(x.size()), whole(x.size());
  wma(x, n / 2, half);
  wma(x, n, whole);
  for (std::size_t i = n - 1; i < x.size(); ++i) whole[i] = 2 * half[i] - whole[i];
  wma(Input(whole).subspan(n - 1), whole_root(n), y.subspan(n - 1));
}

// From the first value, no seed.
void ewma(Input x, double alpha, Output y) { smooth(x, alpha, x[0], y); }

template <Average::Kind kind>
Definition average_definition(std::string_view name) {
  return {{name, {"real"}, {window(30)}, {"value"}},
          [](Params p) { return Average{kind, p.window()}.lookback(); },
          [](const Call& c) { Average{kind, c.window()}.apply(c.in[0], c.out[0]); }};
}

}  // namespace

void sum(Input x, std::size_t n, Output y) {
  fold_windows<double>(
      x.size(), n, [&](std::size_t i, std::size_t) { return x[i]; },
      [&](std::size_t i, std::size_t, double total) { y[i] = total; });
}

void sma(Input x, std::size_t n, Output y) {
  const double share = 1.0 / static_cast<double>(n);
  fold_windows<double>(
      x.size(), n, [&](std::size_t i, std::size_t s) { return x[i] - x[s]; },
      [&](std::size_t i, std::size_t s, double total) { y[i] = x[s] + total * share; });
}

void wma(Input x, std::size_t n, Output y) {
  // In the window that ends at i the weight of a bar is 1 .. n: bar - i + n, or t + n - (i - s)
  // with t = bar - s.
  struct Sums {
    double x = 0, tx = 0;
    Sums operator+(const Sums& b) const { return {x + b.x, tx + b.tx}; }
  };
  const double width = static_cast<double>(n);
  const double share = 2 / (width * (width + 1));
  fold_windows<Sums>(
      x.size(), n,
      [&](std::size_t i, std::size_t s) {
        const double v = x[i] - x[s], t = static_cast<double>(i) - static_cast<double>(s);
        return Sums{v, t * v};
      },
      [&](std::size_t i, std::size_t s, const Sums& w) {
        y[i] = x[s] + share * (w.tx + (width - static_cast<double>(i - s)) * w.x);
      });
}

std::size_t Average::lookback() const {
  if (window == 1) return 0;
  switch (kind) {
    case Kind::Dema:
      return 2 * (window - 1);
    case Kind::Tema:
      return 3 * (window - 1);
    case Kind::T3:
      return 6 * (window - 1);
    case Kind::Kama:
      return window;
    default:
      return window - 1;
  }
}

void Average::apply(Input x, Output y) const {
  if (window == 1) {
    std::copy(x.begin(), x.end(), y.begin());
    return;
  }
  switch (kind) {
    case Kind::Sma:
      return sma(x, window, y);
    case Kind::Ema:
      return ema(x, window, y);
    case Kind::Wma:
      return wma(x, window, y);
    case Kind::Dema:
      return dema(x, window, y);
    case Kind::Tema:
      return tema(x, window, y);
    case Kind::Trima:
      return trima(x, window, y);
    case Kind::Kama:
      return kama(x, window, y);
    case Kind::T3:
      return t3(x, window, 0.7, y);
  }
}

Average average_of(Params p, std::size_t window_index, std::size_t kind_index) {
  return {static_cast<Average::Kind>(static_cast<int>(p[kind_index])), p.window(window_index)};
}

std::vector<Definition> moving_average_functions() {
  using Kind = Average::Kind;
  return {
      average_definition<Kind::Sma>("sma"),
      average_definition<Kind::Ema>("ema"),
      average_definition<Kind::Wma>("wma"),
      average_definition<Kind::Dema>("dema"),
      average_definition<Kind::Tema>("tema"),
      average_definition<Kind::Trima>("trima"),
      average_definition<Kind::Kama>("kama"),
      {{"t3", {"real"}, {window(5), factor("volume factor", 0.7)}, {"value"}},
       [](Params p) { return 6 * (p.window() - 1); },
       [](const Call& c) { t3(c.in[0], c.window(), c.params[1], c.out[0]); }},
      {{"hma", {"real"}, {window(20, 2)}, {"value"}},
       [](Params p) { return p.window() - 1 + whole_root(p.window()) - 1; },
       windowed<hma>},
      {{"sum", {"real"}, {window(30)}, {"value"}}, values_of_window, windowed<sum>},
      {{"ewma", {"real"}, {factor("alpha", required, 0, 1)}, {"value"}},
       none,
       [](const Call& c) { ewma(c.in[0], c.params[0], c.out[0]); }},
  };
}

}  // namespace stratgen::indicator
