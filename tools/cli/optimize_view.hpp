// What optimize shows: each document as it goes through its stages, then the table.
#pragma once

#include "runtime/store/optimize_result.hpp"
#include "tools/cli/context.hpp"
#include "tools/cli/document_progress.hpp"
#include "tools/cli/optimize_document.hpp"

#include <span>
#include <string>

namespace stratgen {

class OptimizeView {
 public:
  OptimizeView(Context& context, std::size_t documents, std::optional<EventLog> log)
      : context_(context), progress_(context, "optimize", documents, std::move(log)) {}

  DocumentProgress& progress() { return progress_; }
  void began(const OptimizeResult& so_far, OptimizeStage stage);  // from any thread
  void finished(const OptimizeResult& result);                    // from any thread
  // `spent` dollars in this run.
  void summary(std::span<const OptimizeResult> results, double spent, double seconds);

 private:
  void print_table(std::span<const OptimizeResult> results);
  void print_periods(std::span<const OptimizeResult> results);

  Context& context_;
  DocumentProgress progress_;
};

}  // namespace stratgen
