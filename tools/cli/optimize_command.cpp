// stratgen optimize: what discover found worth it, with parameters chosen on the earlier part of
// the bars and judged on the later part; in parallel, resumable after each document.
#include "runtime/store/result_store.hpp"
#include "tools/cli/bar_fetching.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/document_runs.hpp"
#include "tools/cli/optimize_choice.hpp"
#include "tools/cli/optimize_document.hpp"
#include "tools/cli/optimize_view.hpp"
#include "tools/cli/strategy_loader.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <chrono>
#include <memory>

namespace stratgen {
namespace {

struct OptimizeFlags {
  PipelineFlags pipeline;
  std::optional<int> top_n;
  std::uint64_t max_tries = 200;
  std::uint64_t seed = 0;
  std::string split = "2023-06-30";
};

using Results = Places<OptimizeResult>;

Result<OptimizeSettings> settings_of(const OptimizeFlags& flags) {
  OptimizeSettings settings;
  STRATGEN_TRY(settings.pipeline, pipeline_settings(flags.pipeline));
  STRATGEN_TRY(settings.split, parse_split(flags.split));
  settings.max_tries = flags.max_tries;
  settings.seed = flags.seed;
  return settings;
}

// The stored results that nothing has changed since. An ERROR is always tried again.
Result<Results> stored_results(const std::vector<DiscoverResult>& documents,
                               const OptimizePipeline& pipeline, const ResultStore& store,
                               bool fresh) {
  Results results;
  for (const DiscoverResult& found : documents) {
    STRATGEN_TRY(auto stored, store.find_optimized(found.document));
    const bool good = stored && !fresh && !stored->error &&
                      optimize_fingerprint(found, pipeline) == stored->fingerprint &&
                      gives_same(pipeline.bars, stored->bars);
    results.push_back(good ? std::move(stored) : std::nullopt);
  }
  return results;
}

// Runs the documents without a result and saves each as it comes. A stop request ends the searches,
// without a result.
Result<void> run_documents(const std::vector<DiscoverResult>& documents,
                           const OptimizePipeline& pipeline, int jobs, ResultStore& store,
                           OptimizeView& view, Results& results) {
  return run_places(empty_places(results), jobs, pipeline.interrupted,
                    [&](std::size_t i) -> Result<void> {
                      if (pipeline.llm.stopped()) return {};
                      auto result = optimize_document(documents[i], pipeline);
                      if (!result) return {};
                      Result<void> saved = store.save(*result);
                      view.finished(*result);
                      results[i] = std::move(result);
                      return saved;
                    });
}

Result<void> optimize(const OptimizeFlags& flags, Context& context) {
  const auto start = std::chrono::steady_clock::now();
  const PipelineFlags& shared = flags.pipeline;
  context.in_process = shared.in_process;
  STRATGEN_TRY(const int jobs, number_of_jobs(shared.jobs));
  STRATGEN_TRY(const OptimizeSettings settings, settings_of(flags));
  const std::atomic<bool>& interrupted = context.catch_interrupts();
  STRATGEN_TRY(const BarSource bars, pipeline_bars(shared, context, interrupted));
  STRATGEN_TRY(ResultStore store, ResultStore::open(context.workspace));
  STRATGEN_TRY(auto found, store.load());
  STRATGEN_TRY(const std::vector<DiscoverResult> documents,
               worth_optimizing(std::move(found), shared.only, flags.top_n));
  if (shared.reset) STRATGEN_CHECK(store.clear_optimized());
  STRATGEN_TRY(Loader loader, make_loader(context, jobs));
  STRATGEN_TRY(auto log, event_log(shared));
  OptimizeView view(context, documents.size(), std::move(log));
  STRATGEN_TRY(const LanguageModel model, LanguageModel::open(shared.llm, context, interrupted,
                                                              [&view](const LlmEvent& event) {
                                                                view.progress().heard(event);
                                                              }));

  const OptimizePipeline pipeline{
      context.home.knowledge(),
      context.workspace / "generated",
      model.llm(),
      loader,
      bars,
      settings,
      interrupted,
      [&view](const OptimizeResult& so_far, OptimizeStage stage) { view.began(so_far, stage); }};

  STRATGEN_TRY(Results results, stored_results(documents, pipeline, store, shared.llm.fresh));
  view.progress().starting({.bars = bars.name,
                            .provider = model.name(),
                            .cost = "",
                            .jobs = jobs,
                            .left = empty_places(results).size()});
  STRATGEN_CHECK(run_documents(documents, pipeline, jobs, store, view, results));

  const std::size_t left = empty_places(results).size();
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  view.summary(present(std::move(results)), model.spent(), elapsed.count());
  const Result<void> ended = all_done(documents.size(), left, pipeline.llm);
  view.progress().ended(ended ? "done" : ended.error().message);
  return ended;
}

}  // namespace

void add_optimize_command(CLI::App& app, Action& chosen) {
  auto flags = std::make_shared<OptimizeFlags>();
  CLI::App& command = *app.add_subcommand(
      "optimize", "Choose parameters on the earlier part of the bars, judge them on the later one");
  command.footer("Example: stratgen optimize --sample --top-n 3");
  add_pipeline_flags(command, flags->pipeline);
  command
      .add_option("--split", flags->split,
                  "Last day to choose parameters on, or a share of the bars such as 0.7 (which "
                  "is taken where the bars do not reach over the day)")
      ->capture_default_str();
  command
      .add_option("--top-n", flags->top_n,
                  "Only the best of discover: PASS before MARGINAL, then by Sharpe ratio")
      ->check(CLI::Range(1, 1'000'000));
  command
      .add_option("--max-tries", flags->max_tries,
                  "Combinations of parameters to try; of more, so many are drawn")
      ->check(CLI::Range(1ULL, 100'000'000ULL))
      ->capture_default_str();
  command.add_option("--seed", flags->seed, "Of the draw")->capture_default_str();
  command.callback([flags, &chosen] {
    chosen = [flags](Context& context) { return optimize(*flags, context); };
  });
}

}  // namespace stratgen
