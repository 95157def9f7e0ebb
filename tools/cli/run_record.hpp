// RunRecord: what a result of discover came from beside document and answers: settings, bars,
// engine, compiler. Kept as run.json beside the answers, so that a capsule can hold it.
#pragma once

#include "compiler/frontend/compile.hpp"
#include "runtime/store/used_bars.hpp"
#include "tools/cli/bar_source.hpp"
#include "tools/cli/pipeline_flags.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace stratgen {

struct RunRecord {
  std::string fingerprint;  // DiscoverResult::fingerprint
  std::string engine_version;
  std::string toolchain;  // toolchain_id()
  std::string clang;      // its version
  CompileOptions compile;
  PipelineSettings settings;
  bool bundled_bars = false;   // with stratgen, else of the workspace's store
  std::vector<UsedBars> bars;  // the traded market first
  std::string concepts = {};   // sha256 of KnowledgeDoc::concept_text
};

// The same source, which notes in `used` what it has loaded, each market once. Both outlive it.
BarSource noting(const BarSource& source, std::vector<UsedBars>& used);

nlohmann::ordered_json run_json(const RunRecord& record);
// An Error is Fault::Data.
Result<RunRecord> run_from(const nlohmann::ordered_json& json);

// <folder>/run.json.
Result<void> keep_run_record(const RunRecord& record, const std::filesystem::path& folder);
Result<RunRecord> read_run_record(const std::filesystem::path& folder);

}  // namespace stratgen
