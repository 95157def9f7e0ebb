// SignalMasks: what the conditions of a SignalStrategy say at all bars, as it wrote them.
#pragma once

#include <stratgen/abi.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace stratgen {

using MaskWord = unsigned long;

// Room for the conditions, handed from cell to cell.
class SignalMasks {
 public:
  enum Condition : unsigned { LongEntry, LongExit, ShortEntry, ShortExit };
  static constexpr std::size_t alignment = 8;  // so many words may be read from each multiple of it

  // To be given to a run.
  abi::Signals& asked(std::size_t bars) {
    stride_ = ((bars + 63) / 64 + alignment - 1) / alignment * alignment;
    if (words_.size() < 4 * stride_) words_.resize(4 * stride_);
    for (std::size_t c = 0; c < 4; ++c) signals_.words[c] = words_.data() + c * stride_;
    signals_.written = false;
    return signals_;
  }
  const abi::Signals& signals() const { return signals_; }

  // Where a condition is not present, its words say nothing.
  const MaskWord* words(Condition c) const {
    return signals_.present >> c & 1 ? words_.data() + c * stride_ : nullptr;
  }

 private:
  std::vector<MaskWord> words_;  // of one condition after the other
  std::size_t stride_ = 0;
  abi::Signals signals_{};
};

// The first bar from `from` on at which one of two conditions holds, or `bars`. Null never holds.
inline int next_event(const MaskWord* a, const MaskWord* b, int from, int bars) {
  if (from >= bars || (!a && !b)) return bars;
  const int last = (bars - 1) / 64;
  int at = from / 64;
  const auto word = [&](int i) { return (a ? a[i] : 0) | (b ? b[i] : 0); };
  MaskWord bits = word(at) & ~MaskWord{0} << (from % 64);
  while (bits == 0) {
    if (++at > last) return bars;
    bits = word(at);
  }
  return at * 64 + std::countr_zero(bits);
}

inline bool holds(const MaskWord* condition, int bar) {
  const auto at = static_cast<unsigned>(bar);
  return condition && (condition[at / 64] >> (at % 64) & 1) != 0;
}

}  // namespace stratgen
