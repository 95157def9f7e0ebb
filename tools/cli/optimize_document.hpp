// One strategy that discover found worth it: parameters chosen on the train part of the bars,
// judged on the test part.
#pragma once

#include "compiler/llm/llm.hpp"
#include "compiler/load/loader.hpp"
#include "runtime/store/discover_result.hpp"
#include "runtime/store/optimize_result.hpp"
#include "tools/cli/bar_source.hpp"
#include "tools/cli/pipeline_flags.hpp"
#include "tools/cli/train_test.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace stratgen {

enum class OptimizeStage { Source, Ranges, Train, Test };
const char* to_string(OptimizeStage stage);

struct OptimizeSettings {
  PipelineSettings pipeline;
  Split split;
  std::uint64_t max_tries = 200;  // of more combinations so many are drawn
  std::uint64_t seed = 0;         // of the draw
};

// All that a document meets on its way. Shared by the documents that run side by side.
struct OptimizePipeline {
  std::filesystem::path knowledge;  // the folder of the documents
  std::filesystem::path artifacts;  // where discover left the sources, and completions are kept
  Llm& llm;
  Loader& loader;
  const BarSource& bars;
  OptimizeSettings settings;
  const std::atomic<bool>& interrupted;
  std::function<void(const OptimizeResult& so_far, OptimizeStage)>
      on_stage;  // called when a stage begins
};

// Whatever goes wrong on the way is an ERROR for this document, with its reason. Nothing if the
// search was interrupted, or no model can be asked any more.
std::optional<OptimizeResult> optimize_document(const DiscoverResult& found,
                                                const OptimizePipeline& pipeline);

// Hash of all that decides a document's result. A stored result with this fingerprint is still
// good.
Result<std::string> optimize_fingerprint(const DiscoverResult& found,
                                         const OptimizePipeline& pipeline);

}  // namespace stratgen
