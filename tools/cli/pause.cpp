#include "tools/cli/pause.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

namespace stratgen {

void pause(double seconds, const std::atomic<bool>& interrupted) {
  using Clock = std::chrono::steady_clock;
  using Seconds = std::chrono::duration<double>;
  const auto end = Clock::now() + Seconds(seconds);
  while (!interrupted && Clock::now() < end)
    std::this_thread::sleep_for(std::min(Seconds(end - Clock::now()), Seconds(0.05)));
}

}  // namespace stratgen
