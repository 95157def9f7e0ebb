// Budget: what may be spent on language models in one run, and what was. A call reserves the most
// it can cost before it is sent, so that the limit is never passed, however many run side by side.
#pragma once

#include "runtime/base/result.hpp"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>

namespace stratgen {

class Budget {
 public:
  // Dollars; without a limit everything is allowed and counted.
  explicit Budget(std::optional<double> limit) : limit_(limit) {}

  // What a call may cost: `most`, or at the end of the budget what is left, if that is `least` or
  // more. Waits while calls that run may still give back enough of what they reserved.
  // Fault::Safety if it would be too little even then; from that moment every call is refused.
  Result<double> reserve(double most, double least);

  // The call that `reserved` so much has cost `actual`.
  void settle(double reserved, double actual);

  double spent() const;

  // Why nothing is allowed any more.
  std::optional<std::string> exhausted() const;

 private:
  const std::optional<double> limit_;
  mutable std::mutex mutex_;
  std::condition_variable settled_;
  double spent_ = 0.0;
  double reserved_ = 0.0;
  int open_ = 0;  // calls that have reserved
  std::optional<std::string> exhausted_;
};

}  // namespace stratgen
