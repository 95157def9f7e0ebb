#include "runtime/indicator/smoothing.hpp"

namespace stratgen::indicator {

double mean(Input x) {
  double sum = 0;
  for (const double v : x) sum += v - x[0];
  return x[0] + sum / static_cast<double>(x.size());
}

double smooth(Input x, double k, double before, Output out) {
  double y = before;
  for (std::size_t i = 0; i < x.size(); ++i) out[i] = y += k * (x[i] - y);
  return y;
}

void seeded_average(Input x, std::size_t n, double k, Output y) {
  y[n - 1] = mean(x.first(n));
  smooth(x.subspan(n), k, y[n - 1], y.subspan(n));
}

}  // namespace stratgen::indicator
