// The bars at which a walk has something to look at. Included by signal_walk_body.hpp once for each
// instruction set.

std::size_t most_events(std::size_t bars) { return 2 * ((bars + 63) / 64) + 64; }

// The bars at which any of the conditions holds, and then `bars`. False if they are more than that.
bool list_events(const SignalMasks& masks, int start, int bars, std::vector<int>& events) {
  static_assert(SignalMasks::alignment == 8);
  constexpr std::size_t at_once = 2, group = 64;
  const std::size_t words = static_cast<std::size_t>(bars + 63) / 64,
                    first = static_cast<std::size_t>(start) / 64;
  const std::size_t most = most_events(static_cast<std::size_t>(bars));
  events.resize(most + words + 2 * at_once);
  const MaskWord* conditions[4];  // one that is not there is the first again
  for (unsigned c = 0; c < 4; ++c) {
    const MaskWord* const its_words = masks.words(static_cast<SignalMasks::Condition>(c));
    conditions[c] = its_words ? its_words : conditions[0];
  }
  const MaskWord *const w0 = conditions[0], *const w1 = conditions[1], *const w2 = conditions[2],
                        *const w3 = conditions[3];
  std::size_t found = 0;
  for (std::size_t base = first / group * group; base < words; base += group) {
    // A bit for each word that is not 0. Words that are none of the bars' have to be left out.
    MaskWord filled = 0;
    for (std::size_t k = 0; k < group && base + k < words; k += 8) {
      const std::size_t at = base + k;
      const Truths any = truths(w0 + at) | truths(w1 + at) | truths(w2 + at) | truths(w3 + at);
      filled |= MaskWord{bits(any != 0)} << k;
    }
    if (base < first) filled &= ~MaskWord{0} << (first - base);
    if (words - base < group) filled &= ~(~MaskWord{0} << (words - base));
    for (; filled != 0; filled &= filled - 1) {
      const std::size_t at = base + static_cast<std::size_t>(std::countr_zero(filled));
      MaskWord word = w0[at] | w1[at] | w2[at] | w3[at];
      const auto in_word = static_cast<std::size_t>(std::popcount(word));
      if (found + in_word > most) return false;
      const int bar = static_cast<int>(at) * 64;
      int* to = events.data() + found;
      found += in_word;
      // Without a branch for what is usual.
      for (std::size_t k = 0; k < at_once; ++k, word &= word - 1)
        *to++ = bar + std::countr_zero(word);
      for (; word != 0; word &= word - 1) *to++ = bar + std::countr_zero(word);
    }
  }
  events[found] = bars;
  return true;
}
