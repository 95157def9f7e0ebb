// Eight doubles side by side, and what a walk's sums need of them. Included by signal_walk.cpp once
// for each instruction set, within a namespace of its own.

using Lanes = double __attribute__((ext_vector_type(8)));
using Truths = long __attribute__((ext_vector_type(8)));

[[gnu::always_inline]] inline Lanes load(const double* from) {  // not aligned
  Lanes lanes;
  __builtin_memcpy(&lanes, from, sizeof lanes);
  return lanes;
}
[[gnu::always_inline]] inline unsigned bits(Truths t) {
  using Bits = bool __attribute__((ext_vector_type(8)));
  return __builtin_bit_cast(unsigned char, __builtin_convertvector(t, Bits));
}
[[gnu::always_inline]] inline Lanes greater(Lanes a, Lanes b) { return a > b ? a : b; }
[[gnu::always_inline]] inline Lanes lesser(Lanes a, Lanes b) { return a < b ? a : b; }

inline double sum(const Lanes& l) {
  return ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]));
}
// The lowest of `lanes` and a number.
[[gnu::always_inline]] inline double lowest_of(Lanes l, double least) {
  l = lesser(l, __builtin_shufflevector(l, l, 4, 5, 6, 7, 0, 1, 2, 3));
  l = lesser(l, __builtin_shufflevector(l, l, 2, 3, 0, 1, 6, 7, 4, 5));
  const double a = l[0], b = l[1], both = a < b ? a : b;
  return both < least ? both : least;
}
// Each lane's is the highest up to and with it.
[[gnu::always_inline]] inline Lanes running_highest(Lanes l) {
  l = greater(l, __builtin_shufflevector(l, l, 0, 0, 1, 2, 3, 4, 5, 6));
  l = greater(l, __builtin_shufflevector(l, l, 0, 1, 0, 1, 2, 3, 4, 5));
  return greater(l, __builtin_shufflevector(l, l, 0, 1, 2, 3, 0, 1, 2, 3));
}
// One lane on, `first` before them.
[[gnu::always_inline]] inline Lanes moved_on(Lanes l, double first) {
  return __builtin_shufflevector(l, Lanes(first), 8, 0, 1, 2, 3, 4, 5, 6);
}
