// FakeClock: sleeping moves it on, and nothing else does.
#pragma once

#include "runtime/http/http_service.hpp"

#include <functional>
#include <mutex>
#include <vector>

namespace stratgen {

class FakeClock {
 public:
  // `on_sleep` is called with each sleep's seconds.
  explicit FakeClock(std::function<void(double)> on_sleep = [](double) {})
      : on_sleep_(std::move(on_sleep)) {}

  double now() const {
    const std::lock_guard lock(mutex_);
    return now_;
  }

  ServiceClock clock() {
    return {.now = [this] { return now(); },
            .sleep =
                [this](double seconds) {
                  {
                    const std::lock_guard lock(mutex_);
                    now_ += seconds;
                  }
                  on_sleep_(seconds);
                },
            .epoch = [] { return std::int64_t{784'111'777}; }};
  }

 private:
  std::function<void(double)> on_sleep_;
  mutable std::mutex mutex_;
  double now_ = 1000.0;  // guarded by mutex_
};

}  // namespace stratgen
