// What the commands of the pipeline show while documents go through their stages.
#pragma once

#include "runtime/verdict/verdict.hpp"
#include "tools/cli/context.hpp"

#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace stratgen {

Colour colour_of(Verdict verdict);

class DocumentProgress {
 public:
  // `command` is its name, `documents` how many there are.
  DocumentProgress(Context& context, std::string command, std::size_t documents)
      : context_(context), command_(std::move(command)), documents_(documents) {}

  // `left` of the documents have no result yet.
  void starting(const std::string& bars, const std::string& provider, int jobs, std::size_t left);
  // From any thread.
  void began(const std::string& document, const std::string& slug, const char* stage);
  // From any thread. `stages` are those that the document has been through.
  void finished(const std::string& document, const std::string& slug,
                const std::vector<const char*>& stages, Verdict verdict);

 private:
  void show_status();

  Context& context_;
  std::string command_;
  std::size_t documents_;
  std::size_t left_ = 0;
  std::size_t done_ = 0;
  std::mutex mutex_;
  std::map<std::string, std::string> running_;  // by document: "sma-crossover: compile"
};

}  // namespace stratgen
