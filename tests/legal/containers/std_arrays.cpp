#include <stratgen/strategy.hpp>

struct StdArrays : Strategy {
  double sum = 0;
  std::array<std::array<int, 2>, 3> table{};

  void next() {
    std::array<double, 3> a = {1, 2, 3};
    std::array b{close, open};
    a[0] += a.front() + a.back() + a.at(1) + double(a.size());
    a.fill(2);
    const auto c = a;
    for (double v : c) sum += v;
    for (auto& row : table) for (int& v : row) ++v;
    auto [x, y, z] = a;
    if (!a.empty() && std::get<1>(a) == 2 && x + y + z == 6 && b[0] > b[1]) buy();
  }
};

STRATGEN_STRATEGY(StdArrays)
