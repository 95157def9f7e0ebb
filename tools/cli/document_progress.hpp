// What the commands of the pipeline show, and write down, while documents go through their stages.
#pragma once

#include "compiler/llm/service_llm.hpp"
#include "runtime/verdict/verdict.hpp"
#include "tools/cli/context.hpp"
#include "tools/cli/event_log.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace stratgen {

Colour colour_of(Verdict verdict);

// What is said before the first document.
struct RunOpening {
  std::string bars;      // where they come from
  std::string provider;  // who answers
  std::string cost;      // an estimate; "" where nothing costs
  int jobs = 1;
  std::size_t left = 0;  // documents without a result
};

// What is said of one document at its end.
struct DocumentEnd {
  std::string document, slug;
  std::vector<const char*> stages;  // that it has been through
  Verdict verdict = Verdict::Error;
  std::string reason;
  double cost = 0.0;
  double seconds = 0.0;
};

class DocumentProgress {
 public:
  // `command` is its name, `documents` how many there are.
  DocumentProgress(Context& context, std::string command, std::size_t documents,
                   std::optional<EventLog> log)
      : context_(context),
        command_(std::move(command)),
        documents_(documents),
        log_(std::move(log)) {}

  void starting(const RunOpening& opening);
  // These three from any thread.
  void began(const std::string& document, const std::string& slug, const char* stage);
  void finished(const DocumentEnd& end);
  void heard(const LlmEvent& event);
  // `outcome` in a word or a sentence.
  void ended(const std::string& outcome);

 private:
  void show_status();
  void log(nlohmann::ordered_json event);

  Context& context_;
  std::string command_;
  std::size_t documents_;
  std::optional<EventLog> log_;
  std::size_t left_ = 0;
  std::size_t done_ = 0;
  double spent_ = 0.0;
  std::chrono::steady_clock::time_point start_;
  std::mutex mutex_;
  std::map<std::string, std::string> running_;  // by document: "sma-crossover: compile"
};

// "$1.23", "$0.0045".
std::string dollars(double amount);

}  // namespace stratgen
