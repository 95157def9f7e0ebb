// The flags that the commands of the pipeline share, and what they amount to.
#pragma once

#include "runtime/engine/run.hpp"
#include "runtime/verdict/verdict.hpp"
#include "tools/cli/engine_options.hpp"
#include "tools/cli/event_log.hpp"
#include "tools/cli/llm_flags.hpp"
#include "tools/cli/period.hpp"
#include "tools/cli/strategy_writer.hpp"

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace stratgen {

// As written on the command line.
struct PipelineFlags {
  bool sample = false;
  bool reset = false;
  bool in_process = false;
  bool allow_defects = false;  // of bars in the store
  std::string only;
  std::optional<int> jobs;  // one per core
  std::string from, to;
  std::string log;
  Thresholds thresholds;
  EngineFlags engine;
  LlmFlags llm;
};

// With the pipeline's defaults: 100,000 cash, a commission of 0.1 %.
void add_pipeline_flags(CLI::App& command, PipelineFlags& flags);

struct PipelineSettings {
  RunOptions run;
  Period period;
  Thresholds thresholds;
  WriterSettings writer;
};

Result<PipelineSettings> pipeline_settings(const PipelineFlags& flags);
// Nothing without --log.
Result<std::optional<EventLog>> event_log(const PipelineFlags& flags);
Result<int> number_of_jobs(const std::optional<int>& asked);

// All of it, as a part of a fingerprint.
std::string settings_text(const PipelineSettings& settings);

}  // namespace stratgen
