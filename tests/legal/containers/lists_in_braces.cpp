#include <stratgen/strategy.hpp>

struct Leg {
  int lag;
  double weight;
};

struct ListsInBraces : Strategy {
  List<int, 4> lags = {1, 5, 10};
  List<double, 4> weights{0.5, 0.3, 0.2};
  List<Leg, 3> legs = {{1, 0.5}, {.lag = 5, .weight = 0.25}};
  List<List<int, 2>, 2> nested{{1, 2}, {3}};
  List<Series, 3> averages;
  List<Tag, 2> tags{"long", 7};

  void init() { averages = {sma(close, 5), ema(close, 20)}; }

  void next() {
    double score = 0;
    for (int i = 0; i < lags.size(); ++i)
      score += weights[i] * (close / close[lags[i]] - 1);
    for (const auto& [lag, weight] : legs) score += weight * (close > close[lag] ? 0.001 : -0.001);
    weights = {0.6, 0.3, 0.1};
    if (score > 0.01 && averages.front() > averages.back() && !position)
      buy({.tag = tags[nested[0][0] - 1]});
    else if (score < 0 && position)
      position.close();
  }
};

STRATGEN_STRATEGY(ListsInBraces)
