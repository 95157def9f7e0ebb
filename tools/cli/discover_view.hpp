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
  DiscoverView(Context& context, std::size_t documents)
      : context_(context), progress_(context, "discover", documents) {}

  void starting(const std::string& bars, const std::string& provider, int jobs, std::size_t left) {
    progress_.starting(bars, provider, jobs, left);
  }
  void began(const DiscoverResult& so_far, DiscoverStage stage);  // from any thread
  void finished(const DiscoverResult& result);                    // from any thread
  void summary(std::span<const DiscoverResult> results, double seconds);

 private:
  void print_table(std::span<const DiscoverResult> results);

  Context& context_;
  DocumentProgress progress_;
};

}  // namespace stratgen
