#include <stratgen/strategy.hpp>

struct Lists : Strategy {
  struct Mark { double price = 0; int bar = 0; };
  List<double, 10> prices;
  List<Mark, 5> recent;
  List<int, 3> small;

  void next() {
    if (prices.size() == 10) prices.pop_front();
    prices.push_back(close);
    while (recent.size() > 3) recent.pop_back();
    recent.push_back({close, bar_index()});
    if (recent.size() > 3) recent.clear();
    double sum = 0;
    for (double p : prices) sum += p;
    for (const auto& [price, bar] : recent) sum += price - bar;
    for (auto& p : prices) p *= 1.0;
    const auto& oldest = prices.front();
    if (!prices.empty() && prices[0] <= prices.back() && oldest > 0 && sum > 0) buy();
    List<int, 3> copy = small;
    copy.push_back(1);
    small = copy;
    if (small.size() == 3) small.clear();
  }
};

STRATGEN_STRATEGY(Lists)
