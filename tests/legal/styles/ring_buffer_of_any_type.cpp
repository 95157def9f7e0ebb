#include <stratgen/strategy.hpp>
template <typename T, int N>
struct Ring {
  T data[N] = {};
  int head = 0, count = 0;
  void push(T v) {
    data[head] = v;
    head = (head + 1) % N;
    if (count < N) ++count;
  }
  T operator[](int i) const { return data[(head - 1 - i + 2 * N) % N]; }
  bool full() const { return count == N; }
  T mean() const {
    T s{};
    for (int i = 0; i < count; ++i) s += data[i];
    return count ? s / count : T{};
  }
};
struct RingStrategy : Strategy {
  Ring<double, 20> closes;
  Ring<float, 5> vols;
  Ring<int, 3> sig;
  void next() {
    closes.push(close);
    vols.push(float(volume));
    sig.push(close > open);
    if (!closes.full()) return;
    const double m = closes.mean();
    if (closes[0] > m && closes[1] <= m && sig[0] == 1)
      buy({.size = 0.5});
    else if (closes[0] < m)
      position.close();
  }
};
STRATGEN_STRATEGY(RingStrategy)
