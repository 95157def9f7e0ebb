// The main path: one knowledge document through every stage, to a verdict.
#pragma once

#include "compiler/llm/llm.hpp"
#include "compiler/load/loader.hpp"
#include "runtime/store/discover_result.hpp"
#include "tools/cli/attempt.hpp"
#include "tools/cli/bar_source.hpp"
#include "tools/cli/pipeline_flags.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace stratgen {

// All that a document meets on its way. Shared by the documents that run side by side.
struct DiscoverPipeline {
  std::filesystem::path knowledge;  // the folder of the documents
  std::filesystem::path artifacts;  // where completions, specs and sources are kept
  Llm& llm;
  Loader& loader;
  const BarSource& bars;
  PipelineSettings settings;
  std::function<void(const DiscoverResult& so_far, DiscoverStage)>
      on_stage;  // called when a stage begins
};

// What a result calls its document: the path below the knowledge folder.
std::string document_name(const std::filesystem::path& document, const DiscoverPipeline& pipeline);

// Whatever goes wrong on the way is an ERROR for this document, with its reason. Nothing if the run
// as a whole has ended: interrupted, or no model can be asked any more.
std::optional<DiscoverResult> discover_document(const std::filesystem::path& path,
                                                const DiscoverPipeline& pipeline);

// Hash of all that decides a document's result. A stored result with this fingerprint is still
// good.
Result<std::string> fingerprint(const std::filesystem::path& path,
                                const DiscoverPipeline& pipeline);

}  // namespace stratgen
