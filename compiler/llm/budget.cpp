#include "compiler/llm/budget.hpp"

#include <fmt/format.h>

namespace stratgen {

Result<void> Budget::reserve(double at_most) {
  std::unique_lock lock(mutex_);
  if (limit_) {
    settled_.wait(
        lock, [&] { return exhausted_ || spent_ + reserved_ + at_most <= *limit_ || open_ == 0; });
    if (!exhausted_ && spent_ + at_most > *limit_) {
      exhausted_ = fmt::format(
          "the budget of ${:.2f} ends here: ${:.4f} is spent, and the next call could cost "
          "${:.4f}; "
          "give more with --budget to go on",
          *limit_, spent_, at_most);
      settled_.notify_all();
    }
    if (exhausted_) return fail(Fault::Safety, *exhausted_);
  }
  reserved_ += at_most;
  ++open_;
  return {};
}

void Budget::settle(double at_most, double actual) {
  const std::scoped_lock lock(mutex_);
  spent_ += actual;
  // Of many sums and differences a rest would be left.
  reserved_ = --open_ == 0 ? 0.0 : reserved_ - at_most;
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
