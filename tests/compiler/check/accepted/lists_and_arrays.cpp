#include <stratgen/strategy.hpp>

struct Pair { int a, b; };
struct Box { double top, bottom; int age; };

struct Lists : Strategy {
  List<double, 10> highs;
  List<Box, 4> boxes;
  double grid[3][4] = {{1, 2, 3, 4}, {5, 6, 7, 8}};
  std::array<std::array<int, 2>, 2> counts{};

  void next() {
    if (highs.size() == 10) highs.pop_front();
    highs.push_back(high);
    double best = 0;
    for (double& h : highs) { h *= 1.0; best = max(best, h); }
    if (!highs.empty() && highs.back() >= best && highs.front() < highs[highs.size() - 1]) buy();
    if (boxes.size() < 4) boxes.push_back({.top = high, .bottom = low, .age = 0});
    for (auto& box : boxes) box.age++;
    auto& newest = boxes.back();
    newest.top = max(newest.top, close);
    auto [top, bottom, age] = boxes.front();
    if (top > bottom and age > 3) boxes.clear();
    for (int i = 0; i < 3; ++i)
      for (int j = 0; j < 4; ++j) grid[i][j] += close;
    auto& row = grid[1];
    for (double x : row) best += x;
    counts[1][0] += 1;
    double local[5];
    local[2] += grid[2][3];
    const auto [a, b] = Pair{counts[0][0], counts[1][0]};
    if (a > b) position.close();
    if (local[0] == 0 && best > 0) position.close();
  }
};
STRATGEN_STRATEGY(Lists)
