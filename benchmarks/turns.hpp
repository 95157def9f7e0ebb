// Times of work whose sides take turns: CPU time of the thread, and medians, so that other work on
// the machine does little to their ratios.
#pragma once

#include <algorithm>
#include <ctime>
#include <functional>
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

}  // namespace stratgen::turns
