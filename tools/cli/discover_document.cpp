#include "tools/cli/discover_document.hpp"

#include "compiler/frontend/api_header.hpp"
#include "compiler/knowledge/knowledge_doc.hpp"
#include "compiler/llm/answer.hpp"
#include "compiler/prompts/prompts.hpp"
#include "compiler/spec/spec.hpp"
#include "runtime/base/file.hpp"
#include "runtime/base/hash.hpp"
#include "runtime/engine/backtest.hpp"
#include "tools/cli/diagnostics.hpp"
#include "tools/cli/json_output.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>

namespace stratgen {
namespace {

constexpr const char* engine_version = STRATGEN_VERSION;

// What the document's artifacts lie in: <artifacts>/<category>/<slug>.
std::filesystem::path artifact_folder(const DiscoverPipeline& pipeline,
                                      const KnowledgeDoc& document) {
  return pipeline.artifacts / document.category / document.slug;
}

std::string file_name(Task task) { return fmt::format("{}.completion.txt", to_string(task)); }

// What an earlier run made of the document must not be taken for what this one makes of it.
void remove_old(const std::filesystem::path& folder) {
  std::error_code ec;
  for (const char* const name : {"spec.json", "strategy.cpp"}) {
    std::filesystem::remove(folder / name, ec);
  }
}

// What is wrong with an answer, with the file that the workspace keeps it in.
auto in_answer(Task task) {
  return [task](Error error) {
    error.message = fmt::format("{}: {}", file_name(task), error.message);
    return error;
  };
}

Result<Spec> extract_spec(const KnowledgeDoc& document, const DiscoverPipeline& pipeline,
                          DiscoverResult& result) {
  const auto folder = artifact_folder(pipeline, document);
  remove_old(folder);
  const Request request = extract_spec_request(document);
  STRATGEN_TRY(const Completion completion, pipeline.llm.complete(request));
  result.spec_completion_hash = completion.hash;
  STRATGEN_CHECK(write_file(folder / file_name(request.task), completion.text));
  STRATGEN_TRY(const std::string json,
               json_object_in(completion.text).map_error(in_answer(request.task)));
  STRATGEN_TRY(Spec spec, parse_spec(json, document).map_error(in_answer(request.task)));
  STRATGEN_CHECK(write_file(folder / "spec.json", to_json(spec)));
  const nlohmann::ordered_json provenance = {
      {"origin", completion.origin},    {"provider", completion.provider},
      {"model", completion.model},      {"document", document.reference},
      {"document_hash", document.hash}, {"extract_spec_prompt", request.prompt_hash}};
  STRATGEN_CHECK(write_file(folder / "provenance.json", json_text(provenance, 2) + "\n"));
  return spec;
}

Result<std::string> write_strategy(const KnowledgeDoc& document, const Spec& spec,
                                   const DiscoverPipeline& pipeline, DiscoverResult& result) {
  const Request request = write_strategy_request(document, spec, api_header());
  STRATGEN_TRY(const Completion completion, pipeline.llm.complete(request));
  result.source_completion_hash = completion.hash;
  const auto folder = artifact_folder(pipeline, document);
  STRATGEN_CHECK(write_file(folder / file_name(request.task), completion.text));
  STRATGEN_TRY(std::string source, program_in(completion.text).map_error(in_answer(request.task)));
  result.source_hash = sha256(source);
  STRATGEN_CHECK(write_file(folder / "strategy.cpp", source));
  return source;
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

Result<void> check_params(const Spec& spec, std::span<const ParamDeclaration> declared) {
  std::vector<std::string> names;
  for (const ParamDeclaration& declaration : declared) names.push_back(declaration.name);
  return check_declared_params(spec, names);
}

// The values the spec gives; the class's own defaults for the rest.
std::vector<ParamSetting> settings_of(const Spec& spec) {
  std::vector<ParamSetting> settings;
  settings.reserve(spec.params.size());
  for (const auto& [name, value] : spec.params)
    settings.emplace_back(name, fmt::format("{}", value));
  return settings;
}

// `lacking` is why the bars cannot have an asset that the strategy reads, if that is so.
Result<Report> backtest(CompiledSource compiled, const Spec& spec, MarketBars market,
                        const DiscoverPipeline& pipeline, std::optional<std::string>& lacking) {
  STRATGEN_TRY(PeriodBars within, cut(std::move(market.bars), pipeline.settings.period));
  RunOptions options = pipeline.settings.run;
  options.first_bar = within.first_bar;
  const AssetSource assets = [&](const std::string& symbol) -> Result<Bars> {
    lacking = pipeline.bars.unable(symbol, spec.timeframe);
    if (lacking) return fail(Fault::Data, *lacking);
    STRATGEN_TRY(MarketBars asset, pipeline.bars.load(symbol, spec.timeframe));
    return std::move(asset.bars);
  };
  const DataSet data(std::move(within.bars), assets);
  STRATGEN_TRY(const LoadedStrategy loaded, pipeline.loader.load(std::move(compiled), data));
  const Program& program = loaded.program;
  STRATGEN_TRY(const auto declared, declared_params(program, data));
  STRATGEN_CHECK(check_params(spec, declared));
  STRATGEN_TRY(const auto values, resolve_params(program.name, declared, settings_of(spec)));
  return run_backtest(program, data, declared, values, options);
}

void judge_report(const Report& report, const Thresholds& thresholds, DiscoverResult& result) {
  for (const Statistic& statistic : named(report.statistics)) {
    if (const auto* const value = std::get_if<double>(&statistic.value)) {
      result.stats.emplace_back(statistic.name, *value);
    }
  }
  const Statistics& s = report.statistics;
  Judgement judgement =
      judge(s.sharpe_ratio, s.max_drawdown_pct, s.return_pct, s.trades, thresholds);
  result.verdict = judgement.verdict;
  result.reasons = std::move(judgement.reasons);
}

void skip(DiscoverResult& result, const std::string& reason) {
  result.verdict = Verdict::Skipped;
  result.skipped = reason;
  result.reasons = {reason};
}

// document -> spec -> source -> machine code -> backtest -> verdict
Result<void> run_stages(const std::filesystem::path& path, const DiscoverPipeline& pipeline,
                        DiscoverResult& result) {
  const auto begin = [&](DiscoverStage stage) {
    if (pipeline.on_stage) pipeline.on_stage(result, stage);
  };

  begin(DiscoverStage::Document);
  STRATGEN_TRY(const KnowledgeDoc document, read_knowledge_doc(pipeline.knowledge, path));
  result.name = document.title;
  result.document_hash = document.hash;

  begin(DiscoverStage::Spec);
  STRATGEN_TRY(const Spec spec, extract_spec(document, pipeline, result));
  result.name = spec.name;
  result.spec_json = to_json(spec);
  result.adaptations = spec.adaptations;
  result.timeframe = spec.timeframe;
  if (spec.skipped) return skip(result, *spec.skipped), Result<void>{};
  result.symbol = spec.universe.front();
  if (const auto reason = pipeline.bars.unable(result.symbol, spec.timeframe)) {
    return skip(result, *reason), Result<void>{};
  }

  begin(DiscoverStage::Source);
  STRATGEN_TRY(const std::string source, write_strategy(document, spec, pipeline, result));

  begin(DiscoverStage::Compile);
  CompileOptions options;
  options.max_bytes = largest_source;
  STRATGEN_TRY(CompiledSource compiled,
               pipeline.loader.compile(source, options).map_error(with_findings));

  begin(DiscoverStage::Backtest);
  STRATGEN_TRY(MarketBars market, pipeline.bars.load(result.symbol, spec.timeframe));
  result.bars_hash = content_hash(market.bars);
  if (market.adaptation) result.adaptations.push_back(*market.adaptation);
  std::optional<std::string> lacking;
  const auto report = backtest(std::move(compiled), spec, std::move(market), pipeline, lacking);
  if (lacking) return skip(result, *lacking), Result<void>{};
  if (!report) return tl::unexpected(report.error());

  judge_report(*report, pipeline.settings.thresholds, result);
  return {};
}

}  // namespace

const char* to_string(DiscoverStage stage) {
  switch (stage) {
    case DiscoverStage::Document:
      return "document";
    case DiscoverStage::Spec:
      return "spec";
    case DiscoverStage::Source:
      return "source";
    case DiscoverStage::Compile:
      return "compile";
    case DiscoverStage::Backtest:
      return "backtest";
  }
  return "";
}

std::string document_name(const std::filesystem::path& document, const DiscoverPipeline& pipeline) {
  return document.lexically_relative(pipeline.knowledge).generic_string();
}

DiscoverResult discover_document(const std::filesystem::path& path,
                                 const DiscoverPipeline& pipeline) {
  const auto start = std::chrono::steady_clock::now();
  DiscoverResult result;
  result.document = document_name(path, pipeline);
  result.slug = result.name = path.stem().string();
  result.category = path.parent_path().filename().string();
  result.engine_version = engine_version;
  if (auto print = fingerprint(path, pipeline)) result.fingerprint = *print;
  if (const auto done = run_stages(path, pipeline, result); !done) {
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
  text += fmt::format("document {}\n", document.hash);
  text += fmt::format("llm {} {}\nllm {} {}\n", spec_request.prompt_hash,
                      pipeline.llm.identity(spec_request), source_request.prompt_hash,
                      pipeline.llm.identity(source_request));
  text += fmt::format("bars {}\n{}", pipeline.bars.identity, settings_text(pipeline.settings));
  return sha256(text);
}

}  // namespace stratgen
