#include <stratgen/strategy.hpp>

struct CArrays : Strategy {
  double last[5] = {};
  int at = 0, grid[2][3] = {};
  struct Point { double x, y; };
  char names[2][4] = {"abc", "def"};

  void next() {
    last[at] = close;
    at = (at + 1) % 5;
    grid[at % 2][at % 3] += 1;
    double local[] = {1, 2, 3}, zero[4] = {}, part[3] = {1};
    int n = sizeof(local) / sizeof(local[0]);
    Point points[2] = {{1, 2}, {3, 4}};
    double sum = local[n - 1] + zero[3] + part[1] + points[1].y + names[0][1];
    for (auto& row : grid) for (int cell : row) sum += cell;
    if (sum > 1 && close > last[at]) buy();
  }
};

STRATGEN_STRATEGY(CArrays)
