// Times of work whose sides take turns, so that other work on the machine does little to their
// ratios: CPU time of the thread, and medians, or the best of so many turns that more are no
// better.
#pragma once

#include <algorithm>
#include <ctime>
#include <functional>
#include <limits>
#include <span>
#include <vector>

namespace stratgen::turns {

using Work = std::function<void()>;

inline double thread_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

inline double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

inline double seconds_each(const Work& work, int count) {
  const double start = thread_seconds();
  for (int i = 0; i < count; ++i) work();
  return (thread_seconds() - start) / count;
}

struct Best {
  std::function<double()> seconds;  // of one turn
  double least = std::numeric_limits<double>::infinity();
};

// All take turns until no best has fallen by 1 % within the last `calm` turns, or there were `most`
// of them. Returns how many there were. Other work only ever adds to a time, so the best is what
// two runs of a benchmark agree on.
inline int take_turns(std::span<Best> sides, int calm, int most) {
  int turn = 0, last_better = 0;
  for (; turn < most && turn - last_better < calm; ++turn) {
    for (Best& side : sides) {
      const double now = side.seconds();
      if (now < 0.99 * side.least) last_better = turn;
      side.least = std::min(side.least, now);
    }
  }
  return turn;
}

}  // namespace stratgen::turns
