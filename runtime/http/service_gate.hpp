// ServiceGate: all that the calls of one service share: who may ask now, for how long to wait, and
// whether there is any point in asking.
#pragma once

#include "runtime/http/circuit.hpp"
#include "runtime/http/http_service.hpp"
#include "runtime/http/rate_window.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <random>
#include <utility>

namespace stratgen {

class ServiceGate {
 public:
  // A try that is being made; its place is free again when this dies.
  class Turn {
   public:
    Turn(ServiceGate& gate, bool probe) : gate_(&gate), probe_(probe) {}
    Turn(Turn&& other) noexcept
        : gate_(std::exchange(other.gate_, nullptr)), probe_(other.probe_) {}
    Turn& operator=(Turn&&) = delete;
    ~Turn() {
      if (gate_ != nullptr) gate_->end_turn(probe_);
    }
    bool probe() const { return probe_; }

   private:
    ServiceGate* gate_;
    bool probe_;
  };

  ServiceGate(std::string name, ServiceLimits limits, RetryPolicy policy,
              const std::atomic<bool>& interrupted, std::uint64_t seed, ServiceClock clock);

  // Waits for a turn, first come, first served. The circuit is asked for the first try of a call
  // only: calls under way go on, so that a short failure costs none of them.
  Result<Turn> wait_turn(double tokens, bool first_try);

  // Waits `seconds`, unless no further try may begin.
  Result<void> pause(double seconds);

  // The wait after `tried` tries where the service asks for none.
  double backoff(int tried);

  void succeeded();
  void failed(const Turn& turn, const std::string& why);
  void close(const std::string& why);

  std::size_t waiting() const;  // calls that have no turn yet
  std::optional<std::string> closed() const;
  tl::unexpected<Error> error(std::string_view why) const;
  const RetryPolicy& policy() const { return policy_; }
  std::int64_t epoch() const { return clock_.epoch(); }

 private:
  Result<Turn> take_turn(std::unique_lock<std::mutex>& lock, std::uint64_t ticket, double tokens,
                         bool first_try);
  void end_turn(bool probe);
  Result<void> may_go_on() const;

  const std::string name_;
  const ServiceLimits limits_;
  const RetryPolicy policy_;
  const std::atomic<bool>& interrupted_;
  const ServiceClock clock_;

  mutable std::mutex mutex_;  // guards all below
  std::condition_variable moved_;
  std::uint64_t next_ticket_ = 0;
  std::deque<std::uint64_t> queue_;  // tickets that wait, the next in front
  int running_ = 0;
  RateWindow window_;
  Circuit circuit_;
  std::optional<std::string> closed_;
  std::mt19937_64 random_;
};

}  // namespace stratgen
