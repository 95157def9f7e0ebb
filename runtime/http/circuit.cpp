#include "runtime/http/circuit.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace stratgen {

std::optional<std::string> Circuit::blocked(double now) const {
  if (!opened_until_) return std::nullopt;
  const double left = *opened_until_ - now;
  if (left <= 0 && !probing_) return std::nullopt;
  return fmt::format("left alone {} after {} failures in a row, the last: {}",
                     left > 0 ? fmt::format("for another {:.0f} s", std::ceil(left))
                              : "while one call finds out how it is",
                     failures_, last_failure_);
}

bool Circuit::begin() {
  if (opened_until_) probing_ = true;
  return probing_;
}

void Circuit::succeeded() {
  failures_ = 0;
  opened_until_.reset();
}

void Circuit::failed(double now, std::string why, bool probe) {
  ++failures_;
  last_failure_ = std::move(why);
  if (probe || (!opened_until_ && failures_ >= failures_to_open_)) {
    opened_until_ = now + open_seconds_;
  }
}

}  // namespace stratgen
