#include "tools/cli/discover_document.hpp"

#include "compiler/frontend/api_header.hpp"
#include "compiler/frontend/toolchain.hpp"
#include "compiler/knowledge/knowledge_doc.hpp"
#include "compiler/llm/answer.hpp"
#include "compiler/prompts/prompts.hpp"
#include "compiler/spec/spec.hpp"
#include "runtime/base/file.hpp"
#include "runtime/base/hash.hpp"
#include "runtime/engine/backtest.hpp"
#include "tools/cli/diagnostics.hpp"
#include "tools/cli/document_answers.hpp"
#include "tools/cli/document_runs.hpp"
#include "tools/cli/run_record.hpp"
#include "tools/cli/strategy_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>

namespace stratgen {
namespace {

constexpr const char* engine_version = STRATGEN_VERSION;

// What an earlier run made of the document must not be taken for what this one makes of it. The
// ranges are of optimize, which sees for itself.
void remove_old(const std::filesystem::path& folder) {
  std::error_code ec;
  std::vector<std::filesystem::path> old = {folder / "spec.json", folder / "strategy.cpp",
                                            folder / "provenance.json", folder / "run.json"};
  for (const auto& entry : std::filesystem::directory_iterator(folder, ec)) {
    const std::string name = entry.path().filename().string();
    const bool of_optimize = name.starts_with(to_string(Task::ProposeRanges));
    if (name.ends_with(".completion.txt") && !of_optimize) old.push_back(entry.path());
  }
  for (const auto& path : old) std::filesystem::remove(path, ec);
}

Result<Spec> extract_spec(const KnowledgeDoc& document, DocumentAnswers& answers,
                          DiscoverResult& result) {
  const std::function<Result<Spec>(const std::string&)> read =
      [&](const std::string& answer) -> Result<Spec> {
    STRATGEN_TRY(const std::string json, json_object_in(answer));
    return parse_spec(json, document);
  };
  STRATGEN_TRY(auto answer,
               answers.ask(extract_spec_request(document), read, result.spec_completion_hash));
  result.provider = answer.completion.provider;
  result.model = answer.completion.model;
  STRATGEN_CHECK(write_file(answers.folder() / "spec.json", to_json(answer.value)));
  return std::move(answer.value);
}

// The findings are the sentence: a row in a table is all that a reader sees of them.
Error with_findings(Error error) {
  constexpr std::size_t shown = 3;
  const std::vector<Diagnostic>& findings = error.diagnostics;
  if (findings.empty()) return error;
  std::string text;
  for (std::size_t i = 0; i < std::min(shown, findings.size()); ++i) {
    const Diagnostic& finding = findings[i];
    text += fmt::format("{}{}: {}", i == 0 ? "" : "; ", place_of(finding), finding.message);
    if (!finding.hint.empty()) text += fmt::format(" ({})", finding.hint);
  }
  if (findings.size() > shown) text += fmt::format("; and {} more", findings.size() - shown);
  error.message = std::move(text);
  return error;
}

void skip(DiscoverResult& result, const std::string& reason) {
  result.verdict = Verdict::Skipped;
  result.skipped = reason;
  result.reasons = {reason};
}

// What became of the best program.
Result<void> note_program(Written written, DocumentAnswers& answers, DiscoverResult& result) {
  Attempt& best = written.best;
  result.repairs = written.repairs;
  result.source_completion_hash = best.completion_hash;
  result.source_hash = best.source_hash;
  if (!best.source.empty()) {
    STRATGEN_CHECK(write_file(answers.folder() / "strategy.cpp", best.source));
  }
  if (best.lacking) return skip(result, *best.lacking), Result<void>{};
  if (best.error) {
    Error error =
        best.reached < Reached::Compiled ? with_findings(std::move(*best.error)) : *best.error;
    if (written.repairs > 0) {
      error.message += fmt::format("; sent back {} {}", written.repairs,
                                   written.repairs == 1 ? "time" : "times");
    }
    return tl::unexpected(std::move(error));
  }
  result.stats = numbers_of(best.report->statistics);
  result.verdict = best.judgement.verdict;
  result.reasons = std::move(best.judgement.reasons);
  return {};
}

// The bars of the spec's market inside the period, with those before it to warm up.
Result<PeriodBars> load_bars(const Spec& spec, const DiscoverPipeline& pipeline,
                             DiscoverResult& result) {
  STRATGEN_TRY(MarketBars market, pipeline.bars.load(result.symbol, spec.timeframe));
  if (market.adaptation) result.adaptations.push_back(*market.adaptation);
  return cut(std::move(market.bars), pipeline.settings.period);
}

// document -> spec -> source -> machine code -> backtest -> verdict
Result<void> run_stages(const std::filesystem::path& path, const DiscoverPipeline& pipeline,
                        DocumentAnswers& answers, DiscoverResult& result) {
  const auto begin = [&](DiscoverStage stage) {
    if (pipeline.on_stage) pipeline.on_stage(result, stage);
  };

  begin(DiscoverStage::Document);
  STRATGEN_TRY(const KnowledgeDoc document, read_knowledge_doc(pipeline.knowledge, path));
  result.name = document.title;
  result.document_hash = document.hash;

  begin(DiscoverStage::Spec);
  STRATGEN_TRY(const Spec spec, extract_spec(document, answers, result));
  result.name = spec.name;
  result.spec_json = to_json(spec);
  result.adaptations = spec.adaptations;
  result.timeframe = spec.timeframe;
  if (spec.skipped) return skip(result, *spec.skipped), Result<void>{};
  result.symbol = spec.universe.front();
  if (const auto reason = pipeline.bars.unable(result.symbol, spec.timeframe)) {
    return skip(result, *reason), Result<void>{};
  }
  STRATGEN_TRY(PeriodBars market, load_bars(spec, pipeline, result));

  RunOptions options = pipeline.settings.run;
  options.first_bar = market.first_bar;
  std::optional<std::string> lacking;
  const AssetSource assets = [&](const std::string& symbol,
                                 const std::string& asked) -> Result<AssetBars> {
    const std::string& timeframe = asked.empty() ? spec.timeframe : asked;
    lacking = pipeline.bars.unable(symbol, timeframe);
    if (lacking) return fail(Fault::Data, *lacking);
    STRATGEN_TRY(MarketBars asset, pipeline.bars.load(symbol, timeframe));
    return AssetBars(std::move(asset.bars), asset.kind);
  };
  const DataSet data(std::move(market.bars), assets);
  const Trial trial{.spec = spec,
                    .data = data,
                    .assets = assets,
                    .lacking = lacking,
                    .options = options,
                    .thresholds = pipeline.settings.thresholds,
                    .loader = pipeline.loader,
                    .on_stage = begin};
  begin(DiscoverStage::Source);
  STRATGEN_TRY(Written written,
               write_program(document, spec, trial, answers, pipeline.settings.writer));
  return note_program(std::move(written), answers, result);
}

RunRecord record_of(const std::filesystem::path& path, const DiscoverPipeline& pipeline,
                    const std::string& fingerprint) {
  const auto document = read_knowledge_doc(pipeline.knowledge, path);
  return {.fingerprint = fingerprint,
          .engine_version = engine_version,
          .toolchain = toolchain_id(),
          .clang = clang_version(),
          .compile = options_for_answers(),
          .settings = pipeline.settings,
          .bundled_bars = pipeline.bars.bundled,
          .bars = {},
          .concepts = document ? sha256(document->concept_text) : ""};
}

// The stages, with each market that is loaded noted in `record`.
Result<void> run_recorded(const std::filesystem::path& path, const DiscoverPipeline& pipeline,
                          DocumentAnswers& answers, RunRecord& record, DiscoverResult& result) {
  const BarSource bars = noting(pipeline.bars, record.bars);
  return run_stages(path,
                    {pipeline.knowledge, pipeline.artifacts, pipeline.llm, pipeline.loader, bars,
                     pipeline.settings, pipeline.on_stage},
                    answers, result);
}

}  // namespace

std::string document_name(const std::filesystem::path& document, const DiscoverPipeline& pipeline) {
  return document.lexically_relative(pipeline.knowledge).generic_string();
}

std::optional<DiscoverResult> discover_document(const std::filesystem::path& path,
                                                const DiscoverPipeline& pipeline) {
  const auto start = std::chrono::steady_clock::now();
  DiscoverResult result;
  result.document = document_name(path, pipeline);
  result.slug = result.name = path.stem().string();
  result.category = path.parent_path().filename().string();
  result.engine_version = engine_version;
  if (auto print = fingerprint(path, pipeline)) result.fingerprint = *print;
  DocumentAnswers answers(pipeline.llm, pipeline.artifacts / result.category / result.slug);
  remove_old(answers.folder());
  RunRecord record = record_of(path, pipeline, result.fingerprint);
  Result<void> done = run_recorded(path, pipeline, answers, record, result);
  result.bars = record.bars;
  if (!record.bars.empty()) result.bars_hash = record.bars.front().hash;
  if (const auto kept = answers.keep_provenance(); done && !kept) done = kept;
  if (done) done = keep_run_record(record, answers.folder());
  result.cost = answers.cost();
  if (!done) {
    if (ends_the_run(done.error(), pipeline.llm)) return std::nullopt;
    result.verdict = Verdict::Error;
    result.error = done.error().message;
    result.reasons = {done.error().message};
  }
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

Result<std::string> fingerprint(const std::filesystem::path& path,
                                const DiscoverPipeline& pipeline) {
  STRATGEN_TRY(const KnowledgeDoc document, read_knowledge_doc(pipeline.knowledge, path));
  const Request spec_request = extract_spec_request(document);
  const Request source_request = write_strategy_request(document, {}, api_header());
  std::string text = fmt::format("engine {} api {}\n", engine_version, sha256(api_header()));
  text += fmt::format("document {}\nconcepts {}\n", document.hash, sha256(document.concept_text));
  text += fmt::format("llm {} {}\nllm {} {}\n", spec_request.prompt_hash,
                      pipeline.llm.identity(spec_request), source_request.prompt_hash,
                      pipeline.llm.identity(source_request));
  text += fmt::format("bars {}\n{}", pipeline.bars.identity, settings_text(pipeline.settings));
  return sha256(text);
}

}  // namespace stratgen
