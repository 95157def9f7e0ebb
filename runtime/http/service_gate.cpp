#include "runtime/http/service_gate.hpp"

#include "runtime/http/retry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace stratgen {
namespace {

constexpr double glance_seconds = 0.1;  // how often those who wait look whether they shall stop
constexpr double shortest_sleep_seconds = 0.001;

}  // namespace

ServiceGate::ServiceGate(std::string name, ServiceLimits limits, RetryPolicy policy,
                         const std::atomic<bool>& interrupted, std::uint64_t seed,
                         ServiceClock clock)
    : name_(std::move(name)),
      limits_(limits),
      policy_(policy),
      interrupted_(interrupted),
      clock_(std::move(clock)),
      window_(limits.requests_per_minute, limits.tokens_per_minute),
      circuit_(policy.failures_to_open, policy.open_seconds),
      random_(seed) {}

Result<ServiceGate::Turn> ServiceGate::wait_turn(double tokens, bool first_try) {
  std::unique_lock lock(mutex_);
  const std::uint64_t ticket = next_ticket_++;
  queue_.push_back(ticket);
  Result<Turn> turn = take_turn(lock, ticket, tokens, first_try);
  std::erase(queue_, ticket);
  moved_.notify_all();
  return turn;
}

Result<ServiceGate::Turn> ServiceGate::take_turn(std::unique_lock<std::mutex>& lock,
                                                 std::uint64_t ticket, double tokens,
                                                 bool first_try) {
  while (true) {
    STRATGEN_CHECK(may_go_on());
    const double now = clock_.now();
    if (const auto why = circuit_.blocked(now); why && first_try) return error(*why);
    if (queue_.front() != ticket || running_ >= limits_.concurrent) {
      moved_.wait_for(lock, std::chrono::duration<double>(glance_seconds));
      continue;
    }
    if (const double wait = window_.wait(now, tokens); wait > 0) {
      lock.unlock();
      clock_.sleep(std::clamp(wait, shortest_sleep_seconds, glance_seconds));
      lock.lock();
      continue;
    }
    window_.add(now, tokens);
    ++running_;
    return Turn(*this, first_try && circuit_.begin());
  }
}

void ServiceGate::end_turn(bool probe) {
  const std::lock_guard lock(mutex_);
  --running_;
  if (probe) circuit_.end_probe();
  moved_.notify_all();
}

Result<void> ServiceGate::pause(double seconds) {
  const double end = clock_.now() + seconds;
  while (true) {
    {
      const std::lock_guard lock(mutex_);
      STRATGEN_CHECK(may_go_on());
    }
    const double left = end - clock_.now();
    if (left <= 0) return {};
    clock_.sleep(std::clamp(left, shortest_sleep_seconds, glance_seconds));
  }
}

// Under the lock.
Result<void> ServiceGate::may_go_on() const {
  if (interrupted_) return fail(Fault::Interrupted, fmt::format("{}: interrupted", name_));
  if (closed_) return error(*closed_);
  return {};
}

double ServiceGate::backoff(int tried) {
  const std::lock_guard lock(mutex_);
  return full_jitter(policy_, tried, random_);
}

void ServiceGate::succeeded() {
  const std::lock_guard lock(mutex_);
  circuit_.succeeded();
}

void ServiceGate::failed(const Turn& turn, const std::string& why) {
  const std::lock_guard lock(mutex_);
  circuit_.failed(clock_.now(), why, turn.probe());
}

void ServiceGate::close(const std::string& why) {
  const std::lock_guard lock(mutex_);
  if (!closed_) closed_ = why;
  moved_.notify_all();
}

std::size_t ServiceGate::waiting() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

std::optional<std::string> ServiceGate::closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

tl::unexpected<Error> ServiceGate::error(std::string_view why) const {
  return fail(Fault::Service, fmt::format("{}: {}", name_, why));
}

}  // namespace stratgen
