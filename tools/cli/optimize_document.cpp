#include "tools/cli/optimize_document.hpp"

#include "compiler/frontend/api_header.hpp"
#include "compiler/knowledge/knowledge_doc.hpp"
#include "compiler/llm/answer.hpp"
#include "compiler/prompts/prompts.hpp"
#include "compiler/spec/param_ranges.hpp"
#include "compiler/spec/spec.hpp"
#include "runtime/base/file.hpp"
#include "runtime/base/hash.hpp"
#include "runtime/engine/backtest.hpp"
#include "tools/cli/attempt.hpp"
#include "tools/cli/document_answers.hpp"
#include "tools/cli/document_runs.hpp"
#include "tools/cli/parameter_choice.hpp"
#include "tools/cli/run_record.hpp"
#include "tools/cli/spec_values.hpp"

#include <fmt/format.h>

#include <chrono>

namespace stratgen {
namespace {

constexpr const char* engine_version = STRATGEN_VERSION;

// What discover made of a document, as it is still there.
struct Made {
  KnowledgeDoc document;
  Spec spec;
  std::string source;
  std::filesystem::path folder;  // of its completions
};

Result<Made> made_by_discover(const DiscoverResult& found, const OptimizePipeline& pipeline) {
  const auto stale = [&](const std::string& what) {
    return fail(Fault::Data, fmt::format("{} has changed since discover; run it again", what));
  };
  Made made;
  STRATGEN_TRY(made.document,
               read_knowledge_doc(pipeline.knowledge, pipeline.knowledge / found.document));
  if (made.document.hash != found.document_hash) return stale(found.document);
  STRATGEN_TRY(made.spec, parse_spec(found.spec_json));
  made.folder = pipeline.artifacts / found.category / found.slug;
  const auto file = made.folder / "strategy.cpp";
  STRATGEN_TRY(made.source, read_file(file));
  if (sha256(made.source) != found.source_hash) return stale(file.string());
  return made;
}

Result<ParamRanges> propose_ranges(const Made& made, std::span<const ParamDeclaration> declared,
                                   const OptimizePipeline& pipeline, OptimizeResult& result) {
  DocumentAnswers answers(pipeline.llm, made.folder);
  const std::function<Result<ParamRanges>(const std::string&)> read =
      [&](const std::string& answer) -> Result<ParamRanges> {
    STRATGEN_TRY(const std::string json, json_object_in(answer));
    return parse_param_ranges(json, made.document, declared);
  };
  auto answer = answers.ask(propose_ranges_request(made.document, made.spec, declared), read,
                            result.ranges_completion_hash);
  STRATGEN_CHECK(answers.keep_provenance("propose_ranges.provenance.json"));
  if (!answer) return tl::unexpected(std::move(answer.error()));
  return std::move(answer->value);
}

NamedNumbers named_values(std::span<const ParamDeclaration> declared,
                          std::span<const double> values) {
  NamedNumbers named;
  for (std::size_t i = 0; i < declared.size(); ++i) named.emplace_back(declared[i].name, values[i]);
  return named;
}

void note_parts(const TrainTest& parts, OptimizeResult& result) {
  const auto at = [](const Bars& bars, std::size_t bar) {
    return to_iso(bars.time[bar], bars.clock);
  };
  const Bars& train = parts.train.bars;
  const Bars& test = parts.test.bars;
  result.train_from = at(train, parts.train.first_bar);
  result.train_to = at(train, train.size() - 1);
  result.test_from = at(test, parts.test.first_bar);
  result.test_to = at(test, test.size() - 1);
  if (parts.adaptation) result.adaptations.push_back(*parts.adaptation);
}

Result<TrainTest> load_parts(const DiscoverResult& found, const OptimizePipeline& pipeline,
                             OptimizeResult& result) {
  STRATGEN_TRY(MarketBars market, pipeline.bars.load(found.symbol, found.timeframe));
  result.bars_hash = result.bars.front().hash;
  if (market.adaptation) result.adaptations.push_back(*market.adaptation);
  if (result.bars_hash != found.bars_hash) {
    result.adaptations.emplace_back(
        "the bars are others than those of discover, so the improvement compares unlike periods");
  }
  STRATGEN_TRY(PeriodBars within, cut(std::move(market.bars), pipeline.settings.pipeline.period));
  STRATGEN_TRY(TrainTest parts, split(std::move(within), pipeline.settings.split));
  note_parts(parts, result);
  return parts;
}

// The exact statistics of one part.
Result<Statistics> run_part(const Program& program, const DataSet& data,
                            std::span<const ParamDeclaration> declared,
                            std::span<const double> values, const OptimizePipeline& pipeline,
                            std::size_t first_bar) {
  RunOptions options = pipeline.settings.pipeline.run;
  options.first_bar = first_bar;
  STRATGEN_TRY(const Report report, run_backtest(program, data, declared, values, options));
  return report.statistics;
}

// The values to judge: the best of the ranges on the train part, or, without any parameter, none.
Result<std::vector<double>> choose_values(const Program& program, const Made& made,
                                          std::vector<ParamDeclaration>& declared,
                                          const DataSet& train, std::size_t first_bar,
                                          const OptimizePipeline& pipeline,
                                          OptimizeResult& result) {
  STRATGEN_TRY(std::vector<double> values, spec_values(made.spec, program.name, declared));
  for (std::size_t i = 0; i < declared.size(); ++i) declared[i].value = values[i];
  result.v4_params = named_values(declared, values);
  if (declared.empty()) {
    result.adaptations.emplace_back(
        "choose parameters -> judge the strategy as it is: it declares none");
    return values;
  }

  if (pipeline.on_stage) pipeline.on_stage(result, OptimizeStage::Ranges);
  STRATGEN_TRY(ParamRanges ranges, propose_ranges(made, declared, pipeline, result));
  result.param_ranges = std::move(ranges.values);
  for (std::string& warning : ranges.warnings) result.adaptations.push_back(std::move(warning));

  if (pipeline.on_stage) pipeline.on_stage(result, OptimizeStage::Train);
  const OptimizeSettings& settings = pipeline.settings;
  ChoiceOptions options{settings.pipeline.run, settings.max_tries, settings.seed};
  options.run.first_bar = first_bar;
  STRATGEN_TRY(const ParameterChoice choice,
               choose_parameters(program, train, declared, result.param_ranges, options,
                                 pipeline.interrupted));
  result.evaluated = choice.evaluated;
  result.rejected = choice.rejected;
  result.failed = choice.failed;
  if (choice.drawn) result.adaptations.push_back(*choice.drawn);
  return choice.best ? Result<std::vector<double>>(*choice.best)
                     : fail(Fault::Strategy, choice.why_none);
}

Result<void> run_stages(const DiscoverResult& found, const OptimizePipeline& pipeline,
                        OptimizeResult& result) {
  if (pipeline.on_stage) pipeline.on_stage(result, OptimizeStage::Source);
  STRATGEN_TRY(const Made made, made_by_discover(found, pipeline));
  STRATGEN_TRY(TrainTest parts, load_parts(found, pipeline, result));
  const AssetSource assets = [&](const std::string& symbol,
                                 const std::string& asked) -> Result<AssetBars> {
    STRATGEN_TRY(MarketBars asset,
                 pipeline.bars.load(symbol, asked.empty() ? found.timeframe : asked));
    return AssetBars(std::move(asset.bars), asset.kind);
  };
  const DataSet train(std::move(parts.train.bars), assets);
  STRATGEN_TRY(CompiledSource compiled,
               pipeline.loader.compile(made.source, options_for_answers()));
  STRATGEN_TRY(const LoadedStrategy loaded, pipeline.loader.load(std::move(compiled), train));
  const Program& program = loaded.program;
  STRATGEN_TRY(auto declared, declared_params(program, train));

  STRATGEN_TRY(
      const std::vector<double> values,
      choose_values(program, made, declared, train, parts.train.first_bar, pipeline, result));
  result.optimized_params = named_values(declared, values);
  STRATGEN_TRY(const Statistics before,
               run_part(program, train, declared, values, pipeline, parts.train.first_bar));
  result.train_stats = numbers_of(before);

  if (pipeline.on_stage) pipeline.on_stage(result, OptimizeStage::Test);
  const DataSet test(std::move(parts.test.bars), assets);
  STRATGEN_TRY(const Statistics after,
               run_part(program, test, declared, values, pipeline, parts.test.first_bar));
  result.test_stats = numbers_of(after);
  Judgement judgement = judge(after.sharpe_ratio, after.max_drawdown_pct, after.return_pct,
                              after.trades, pipeline.settings.pipeline.thresholds);
  result.test_verdict = judgement.verdict;
  result.test_reasons = std::move(judgement.reasons);
  return {};
}

// The stages, with each market that is loaded noted in the result.
Result<void> run_recorded(const DiscoverResult& found, const OptimizePipeline& pipeline,
                          OptimizeResult& result) {
  const BarSource bars = noting(pipeline.bars, result.bars);
  return run_stages(found,
                    {pipeline.knowledge, pipeline.artifacts, pipeline.llm, pipeline.loader, bars,
                     pipeline.settings, pipeline.interrupted, pipeline.on_stage},
                    result);
}

}  // namespace

const char* to_string(OptimizeStage stage) {
  switch (stage) {
    case OptimizeStage::Source:
      return "source";
    case OptimizeStage::Ranges:
      return "ranges";
    case OptimizeStage::Train:
      return "train";
    case OptimizeStage::Test:
      return "test";
  }
  return "";
}

std::optional<OptimizeResult> optimize_document(const DiscoverResult& found,
                                                const OptimizePipeline& pipeline) {
  const auto start = std::chrono::steady_clock::now();
  OptimizeResult result;
  result.document = found.document;
  result.slug = found.slug;
  result.category = found.category;
  result.name = found.name;
  result.v4_verdict = found.verdict;
  result.v4_sharpe = number_named(found.stats, "Sharpe Ratio");
  result.symbol = found.symbol;
  result.timeframe = found.timeframe;
  result.source_hash = found.source_hash;
  result.engine_version = engine_version;
  if (auto print = optimize_fingerprint(found, pipeline)) result.fingerprint = *print;
  if (const auto done = run_recorded(found, pipeline, result); !done) {
    if (ends_the_run(done.error(), pipeline.llm)) return std::nullopt;
    result.test_verdict = Verdict::Error;
    result.error = done.error().message;
    result.test_reasons = {done.error().message};
  }
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

Result<std::string> optimize_fingerprint(const DiscoverResult& found,
                                         const OptimizePipeline& pipeline) {
  STRATGEN_TRY(const KnowledgeDoc document,
               read_knowledge_doc(pipeline.knowledge, pipeline.knowledge / found.document));
  const OptimizeSettings& settings = pipeline.settings;
  const Request request = propose_ranges_request(document, {}, {});
  std::string text = fmt::format("engine {} api {}\n", engine_version, sha256(api_header()));
  text += fmt::format("document {} discover {} {}\n", document.hash, found.fingerprint,
                      found.source_hash);
  text += fmt::format("llm {} {}\n", request.prompt_hash, pipeline.llm.identity(request));
  text += fmt::format("bars {}\n{}", pipeline.bars.identity, settings_text(settings.pipeline));
  text +=
      fmt::format("split {} {}\n", settings.split.last_day.value_or(0), settings.split.fraction);
  text += fmt::format("tries {} {}\n", settings.max_tries, settings.seed);
  return sha256(text);
}

}  // namespace stratgen
