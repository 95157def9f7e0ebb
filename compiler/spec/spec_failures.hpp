// What is wrong with an answer in JSON, collected so that one re-ask can name all of it.
#pragma once

#include "runtime/base/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stratgen {

class SpecFailures {
 public:
  // `what` the answer is, which is the rule that is broken too.
  explicit SpecFailures(std::string what = "spec") : what_(std::move(what)) {}

  // `pointer` is a JSON pointer (RFC 6901), "" for the whole; `allowed` says what would be right.
  void add(std::string_view pointer, std::string_view problem, std::string_view allowed);

  // "spec /stop_loss_pct: 1.5 is not allowed; give ... (and 2 more)", or nothing if nothing failed.
  Result<void> as_result() const;

 private:
  std::string what_;
  std::vector<Diagnostic> diagnostics_;  // the first 20
  std::size_t count_ = 0;                // all
};

// One step of a JSON pointer: "/" and the key, with ~ and / escaped.
std::string pointer_step(std::string_view key);

}  // namespace stratgen
