// What discover shows: each document as it goes through its stages, then the table.
#pragma once

#include "runtime/store/discover_result.hpp"
#include "tools/cli/context.hpp"
#include "tools/cli/discover_document.hpp"
#include "tools/cli/document_progress.hpp"

#include <span>
#include <string>

namespace stratgen {

class DiscoverView {
 public:
  DiscoverView(Context& context, std::size_t documents, std::optional<EventLog> log)
      : context_(context), progress_(context, "discover", documents, std::move(log)) {}

  DocumentProgress& progress() { return progress_; }
  void began(const DiscoverResult& so_far, DiscoverStage stage);  // from any thread
  void finished(const DiscoverResult& result);                    // from any thread
  // `spent` dollars in this run.
  void summary(std::span<const DiscoverResult> results, double spent, double seconds);

 private:
  void print_table(std::span<const DiscoverResult> results);

  Context& context_;
  DocumentProgress progress_;
};

}  // namespace stratgen
