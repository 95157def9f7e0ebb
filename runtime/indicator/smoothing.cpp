#include "runtime/indicator/smoothing.hpp"

#include <algorithm>
#include <array>

namespace stratgen::indicator {
namespace {

// Four bars of an average at a time, so that the next four wait for one short chain of operations
// and not for four: with e the first value's distance from the average before, z the others' from
// the first and a = 1 - k,
//   y[j] = y + (1 - a^(j + 1)) e + k (a^(j - 1) z[1] + ... + z[j]).
class FourBars {
 public:
  explicit FourBars(double k)
      : k_(k),
        ka_(k * (1 - k)),
        ka2_(ka_ * (1 - k)),
        w2_(k + ka_),
        w3_(w2_ + ka2_),
        w4_(w3_ + ka2_ * (1 - k)) {}

  // The last of the four averages, from the one before them.
  double next(double y, const double* x, double* out) const {
    const double e = x[0] - y, z1 = x[1] - x[0], z2 = x[2] - x[0], z3 = x[3] - x[0];
    out[0] = y + k_ * e;
    out[1] = (y + k_ * z1) + w2_ * e;
    out[2] = (y + (ka_ * z1 + k_ * z2)) + w3_ * e;
    out[3] = (y + ((ka2_ * z1 + ka_ * z2) + k_ * z3)) + w4_ * e;
    return out[3];
  }

 private:
  double k_, ka_, ka2_, w2_, w3_, w4_;
};

// Several columns of one length side by side.
template <std::size_t count>
void smooth_columns(std::array<Input, count> x, double k, std::array<double, count> y,
                    std::array<Output, count> out) {
  if (k == 1) {
    for (std::size_t c = 0; c < count; ++c) std::ranges::copy(x[c], out[c].begin());
    return;
  }
  const FourBars four(k);
  const std::size_t size = x[0].size(), whole = size / 4 * 4, rest = size - whole;
  for (std::size_t i = 0; i < whole; i += 4)
    for (std::size_t c = 0; c < count; ++c)
      y[c] = four.next(y[c], x[c].data() + i, out[c].data() + i);
  // By the same formulas, so that a value does not depend on how many bars follow it.
  for (std::size_t c = 0; c < count; ++c) {
    double last[4] = {}, averages[4];
    std::ranges::copy(x[c].last(rest), last);
    four.next(y[c], last, averages);
    std::copy_n(averages, rest, out[c].last(rest).begin());
  }
}

}  // namespace

double mean(Input x) {
  double sum = 0;
  for (const double v : x) sum += v - x[0];
  return x[0] + sum / static_cast<double>(x.size());
}

void smooth(Input x, double k, double before, Output out) {
  smooth_columns<1>({x}, k, {before}, {out});
}

void seeded_average(Input x, std::size_t n, double k, Output y) {
  y[n - 1] = mean(x.first(n));
  smooth(x.subspan(n), k, y[n - 1], y.subspan(n));
}

void wilder_both(Input a, Input b, std::size_t n, Output y_a, Output y_b) {
  y_a[n - 1] = mean(a.first(n));
  y_b[n - 1] = mean(b.first(n));
  smooth_columns<2>({a.subspan(n), b.subspan(n)}, 1.0 / static_cast<double>(n),
                    {y_a[n - 1], y_b[n - 1]}, {y_a.subspan(n), y_b.subspan(n)});
}

}  // namespace stratgen::indicator
