// Private to compiler/frontend.
#pragma once

#include "compiler/frontend/compile.hpp"

#include <time.h>

namespace stratgen {

class Stopwatch {
 public:
  // Since construction or the last lap.
  StageTime lap() {
    const StageTime before = start_;
    start_ = now();
    return start_ - before;
  }

 private:
  static double milliseconds(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
  }
  static StageTime now() {
    return {milliseconds(CLOCK_MONOTONIC), milliseconds(CLOCK_THREAD_CPUTIME_ID)};
  }

  StageTime start_ = now();
};

}  // namespace stratgen
