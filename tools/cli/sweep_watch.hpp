// SweepWatch: what goes on beside a sweep: the line that shows how far it is, and Ctrl-C.
#pragma once

#include "runtime/sweep/sweep.hpp"
#include "tools/cli/context.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace stratgen {

class SweepWatch {
 public:
  // `best` says what the best cell so far is; called from a thread of its own. `before` of the
  // `total` cells were done when it began.
  SweepWatch(Console& console, const std::atomic<bool>& interrupted, SweepProgress& progress,
             std::uint64_t before, std::uint64_t total, std::function<std::string()> best);
  ~SweepWatch();
  SweepWatch(const SweepWatch&) = delete;
  SweepWatch& operator=(const SweepWatch&) = delete;

 private:
  void run();
  std::string line() const;

  Console& console_;
  const std::atomic<bool>& interrupted_;
  SweepProgress& progress_;
  const std::uint64_t before_, total_;
  const std::function<std::string()> best_;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::mutex mutex_;
  std::condition_variable ended_;
  bool ending_ = false;
  std::thread thread_;  // last: it uses all of the others
};

}  // namespace stratgen
