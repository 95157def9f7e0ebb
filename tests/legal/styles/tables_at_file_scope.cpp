#include <stratgen/strategy.hpp>
constexpr int kPeriods[] = {5, 10, 20, 40};
constexpr std::array<double, 4> kWeights{0.4, 0.3, 0.2, 0.1};
static constexpr double kGrid[2][3] = {{1, 2, 3}, {4, 5, 6}};
const int kN = sizeof(kPeriods) / sizeof(kPeriods[0]);
inline constexpr double kFee = 0.001;
const double kThreshold = 0.5;
static const bool kFlag = true;
enum { kSlots = 4, kMax = 7 };
constexpr struct {
  int n;
  double w;
} kTable[] = {{5, 0.5}, {10, 0.25}};
constexpr auto kSquare = [](double v) { return v * v; };
constexpr char kTag[] = "core";
struct Cfg {
  int fast = 5;
  int slow = 20;
  double k = 2;
};
constexpr Cfg kCfg{.fast = 8, .slow = 30};
static_assert(kCfg.fast < kCfg.slow, "order");
static_assert(kN == 4);
template <int N>
constexpr double kHalf = N / 2.0;
constexpr int fact(int n) { return n <= 1 ? 1 : n * fact(n - 1); }
static_assert(fact(5) == 120);
constexpr std::array<int, 5> make() {
  std::array<int, 5> a{};
  for (int i = 0; i < 5; ++i) a[i] = i * i;
  return a;
}
constexpr auto kSquares = make();
struct S : Strategy {
  static constexpr int kLocal[3] = {1, 2, 3};
  static constexpr Cfg cfg{3, 9, 1.5};
  static constexpr std::array<int, 2> kPair = {1, 2};
  static inline const int kStat = 5;
  static const int kOld = 6;
  Series mas[kSlots];
  Series f;
  void init() {
    int i = 0;
    for (int n : kPeriods) mas[i++] = sma(close, n);
    f = ema(close, kCfg.fast);
    for (const auto& row : kTable)
      if (row.n > 1000) reject("never");
  }
  void next() {
    double score = 0;
    for (int i = 0; i < kN; ++i) score += kWeights[i] * (close > mas[i]);
    if (score > kThreshold && kFlag && kSquare(2) == 4 && kHalf<3> == 1.5 && kSquares[4] == 16 &&
        kGrid[1][2] == 6 && kLocal[2] == 3 && cfg.fast == 3 && kPair[1] == 2 &&
        kStat + kOld == 11 && !position)
      buy({.size = 1 - kFee, .tag = kTag});
    else if (score < 0.2)
      for (auto t : trades())
        if (t.tag == kTag) t.close();
  }
};
STRATGEN_STRATEGY(S)
