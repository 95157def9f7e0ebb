// The flags that the commands of the pipeline share, and what they amount to.
#pragma once

#include "runtime/engine/run.hpp"
#include "runtime/verdict/verdict.hpp"
#include "tools/cli/engine_options.hpp"
#include "tools/cli/period.hpp"

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
  std::string only;
  std::string provider = "replay";
  std::optional<int> jobs;  // one per core
  std::string from, to;
  Thresholds thresholds;
  EngineFlags engine;
};

// With the pipeline's defaults: 100,000 cash, a commission of 0.1 %.
void add_pipeline_flags(CLI::App& command, PipelineFlags& flags);

struct PipelineSettings {
  RunOptions run;
  Period period;
  Thresholds thresholds;
};

Result<PipelineSettings> pipeline_settings(const PipelineFlags& flags);
Result<int> number_of_jobs(const std::optional<int>& asked);

// All of it, as a part of a fingerprint.
std::string settings_text(const PipelineSettings& settings);

}  // namespace stratgen
