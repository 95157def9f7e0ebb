#include <stratgen/strategy.hpp>
namespace {
template <class T, unsigned long N, class Less>
void insertion_sort(std::array<T, N>& a, Less less) {
  for (unsigned long i = 1; i < N; ++i) {
    T key = a[i];
    unsigned long j = i;
    while (j > 0 && less(key, a[j - 1])) {
      a[j] = a[j - 1];
      --j;
    }
    a[j] = key;
  }
}
template <class T, int N>
void heapify(T (&a)[N], int n, int i) {
  int l = 2 * i + 1, r = l + 1, m = i;
  if (l < n && a[l] > a[m]) m = l;
  if (r < n && a[r] > a[m]) m = r;
  if (m != i) {
    T t = a[i];
    a[i] = a[m];
    a[m] = t;
    heapify(a, n, m);
  }
}
template <class T, int N>
void heap_sort(T (&a)[N]) {
  for (int i = N / 2 - 1; i >= 0; --i) heapify(a, N, i);
  for (int i = N - 1; i > 0; --i) {
    T t = a[0];
    a[0] = a[i];
    a[i] = t;
    heapify(a, i, 0);
  }
}
}  // namespace
struct MedianRev : Strategy {
  void next() {
    std::array<double, 9> w{};
    double h[9];
    for (int i = 0; i < 9; ++i) {
      w[i] = close[i];
      h[i] = close[i];
    }
    if (isnan(w[8])) return;
    insertion_sort(w, [](double a, double b) { return a < b; });
    heap_sort(h);
    const double med = w[4];
    if (med != h[4]) return;
    if (close < med * 0.98 && !position)
      buy();
    else if (close > med)
      position.close();
  }
};
STRATGEN_STRATEGY(MedianRev)
