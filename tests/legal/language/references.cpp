#include <stratgen/strategy.hpp>

struct References : Strategy {
  double values[3] = {};
  double grid[2][2] = {};
  List<double, 8> history;
  void bump(double& v) const { v += 1; }
  static void swap(double& a, double& b) { const double kept = a; a = b; b = kept; }
  static double sum(const double (&v)[3]) { return v[0] + v[1] + v[2]; }

  void next() {
    double& slot = values[bar_index() % 3];
    slot = close;
    const double& seen = slot;
    auto&& also = values[0];
    also += 1;
    bump(slot);
    swap(values[0], values[1]);
    for (double& v : values) v *= 0.99;
    auto& rows = grid;
    rows[1][1] = seen;
    const auto& last = history.empty() ? values[0] : history.back();
    if (last > 0 && sum(values) > seen) buy();
    if (history.size() < 8) history.push_back(slot);
  }
};

STRATGEN_STRATEGY(References)
