#include "compiler/llm/budget.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stratgen {

Result<double> Budget::reserve(double most, double least) {
  std::unique_lock lock(mutex_);
  double reserved = most;
  if (limit_) {
    settled_.wait(lock,
                  [&] { return exhausted_ || open_ == 0 || spent_ + reserved_ + most <= *limit_; });
    reserved = std::min(most, *limit_ - spent_ - reserved_);
    if (!exhausted_ && reserved < least) {
      exhausted_ = fmt::format(
          "the budget of ${:.2f} ends here: ${:.4f} is spent, and the next call could cost "
          "${:.4f}; give more with --budget to go on",
          *limit_, spent_, least);
      settled_.notify_all();
    }
    if (exhausted_) return fail(Fault::Safety, *exhausted_);
  }
  reserved_ += reserved;
  ++open_;
  return reserved;
}

void Budget::settle(double reserved, double actual) {
  const std::scoped_lock lock(mutex_);
  spent_ += actual;
  // Of many sums and differences a rest would be left.
  reserved_ = --open_ == 0 ? 0.0 : reserved_ - reserved;
  settled_.notify_all();
}

double Budget::spent() const {
  const std::scoped_lock lock(mutex_);
  return spent_;
}

std::optional<std::string> Budget::exhausted() const {
  const std::scoped_lock lock(mutex_);
  return exhausted_;
}

}  // namespace stratgen
