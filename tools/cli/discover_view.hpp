// What discover shows: each document as it goes through its stages, then the table.
#pragma once

#include "runtime/store/discover_result.hpp"
#include "tools/cli/context.hpp"
#include "tools/cli/discover_document.hpp"

#include <map>
#include <mutex>
#include <span>
#include <string>

namespace stratgen {

class DiscoverView {
 public:
  DiscoverView(Context& context, std::size_t documents)
      : context_(context), documents_(documents) {}

  void starting(const std::string& bars, const std::string& provider, int jobs, std::size_t left);
  void began(const DiscoverResult& so_far, DiscoverStage stage);  // from any thread
  void finished(const DiscoverResult& result);                    // from any thread
  void summary(std::span<const DiscoverResult> results, double seconds);

 private:
  void show_status();
  void print_table(std::span<const DiscoverResult> results);

  Context& context_;
  std::size_t documents_;
  std::size_t left_ = 0;
  std::size_t done_ = 0;
  std::mutex mutex_;
  std::map<std::string, std::string> running_;  // by document: "sma-crossover: compile"
};

}  // namespace stratgen
