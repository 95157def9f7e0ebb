#include "tools/cli/sweep_watch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace stratgen {
namespace {

constexpr std::chrono::milliseconds look_every{50};
constexpr std::chrono::milliseconds quiet_for{300};  // a short sweep shows no line

}  // namespace

SweepWatch::SweepWatch(Console& console, const std::atomic<bool>& interrupted,
                       SweepProgress& progress, std::uint64_t before, std::uint64_t total,
                       std::function<std::string()> best)
    : console_(console),
      interrupted_(interrupted),
      progress_(progress),
      before_(before),
      total_(total),
      best_(std::move(best)),
      thread_([this] { run(); }) {}

SweepWatch::~SweepWatch() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
  }
  ended_.notify_all();
  thread_.join();
  console_.clear_status();
}

std::string SweepWatch::line() const {
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start_;
  const std::uint64_t now = progress_.cells_done;
  const std::uint64_t done = std::min(total_, before_ + now);
  const double rate = static_cast<double>(now) / std::max(elapsed.count(), 1e-3);
  std::string text =
      fmt::format("{} of {} cells, {}/s", grouped(static_cast<long long>(done)),
                  grouped(static_cast<long long>(total_)), grouped(static_cast<long long>(rate)));
  if (now > 0) text += ", " + time_left_text(static_cast<double>(total_ - done) / rate) + " left";
  const std::string best = best_();
  return best.empty() ? text : text + "; best " + best;
}

void SweepWatch::run() {
  std::unique_lock lock(mutex_);
  while (!ended_.wait_for(lock, look_every, [&] { return ending_; })) {
    if (interrupted_) progress_.interrupted = true;
    const bool quiet = std::chrono::steady_clock::now() - start_ < quiet_for;
    if (console_.is_terminal() && !quiet) console_.status(line());
  }
}

}  // namespace stratgen
