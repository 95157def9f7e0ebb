// stratgen discover: every knowledge document to a verdict, in parallel, resumable after each one.
#include "compiler/frontend/api_header.hpp"
#include "compiler/knowledge/document_list.hpp"
#include "compiler/knowledge/knowledge_doc.hpp"
#include "compiler/prompts/prompts.hpp"
#include "runtime/store/result_store.hpp"
#include "tools/cli/bar_fetching.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/discover_document.hpp"
#include "tools/cli/discover_view.hpp"
#include "tools/cli/document_runs.hpp"
#include "tools/cli/pipeline_flags.hpp"
#include "tools/cli/strategy_loader.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <optional>

namespace stratgen {
namespace {

using Documents = std::vector<std::filesystem::path>;

using Results = Places<DiscoverResult>;

// The stored results that nothing has changed since. An ERROR is always tried again.
Result<Results> stored_results(const Documents& documents, const DiscoverPipeline& pipeline,
                               const ResultStore& store, bool fresh) {
  Results results;
  for (const auto& document : documents) {
    STRATGEN_TRY(auto found, store.find(document_name(document, pipeline)));
    const bool good = found && !fresh && found->verdict != Verdict::Error &&
                      fingerprint(document, pipeline) == found->fingerprint &&
                      gives_same(pipeline.bars, found->bars);
    results.push_back(good ? std::move(found) : std::nullopt);
  }
  return results;
}

// Runs the documents without a result on `jobs` threads and saves each as it comes; a stop request
// lets those that have begun finish.
Result<void> run_documents(const Documents& documents, const DiscoverPipeline& pipeline, int jobs,
                           ResultStore& store, DiscoverView& view,
                           const std::atomic<bool>& interrupted, Results& results) {
  return run_places(empty_places(results), jobs, interrupted, [&](std::size_t i) -> Result<void> {
    if (pipeline.llm.stopped()) return {};
    auto result = discover_document(documents[i], pipeline);
    if (!result) return {};
    Result<void> saved = store.save(*result);
    view.finished(*result);
    results[i] = std::move(result);
    return saved;
  });
}

// What the documents without a result may cost: "" where nothing does.
std::string cost_text(const LanguageModel& model, const Documents& documents,
                      const DiscoverPipeline& pipeline, const Results& results) {
  double usual = 0.0;
  for (const std::size_t i : empty_places(results)) {
    const auto document = read_knowledge_doc(pipeline.knowledge, documents[i]);
    if (!document) continue;
    usual += model.usual_cost(extract_spec_request(*document)) +
             (pipeline.settings.writer.samples *
              model.usual_cost(write_strategy_request(*document, {}, api_header())));
  }
  if (usual == 0.0) return "";
  return fmt::format(
      "Estimate: about {}, more with repairs and thinking, nothing for what was asked before",
      dollars(usual));
}

Result<void> discover(const PipelineFlags& flags, Context& context) {
  const auto start = std::chrono::steady_clock::now();
  context.in_process = flags.in_process;
  STRATGEN_TRY(const int jobs, number_of_jobs(flags.jobs));
  STRATGEN_TRY(const PipelineSettings settings, pipeline_settings(flags));
  STRATGEN_TRY(const Documents documents, list_documents(context.home.knowledge(), flags.only));
  const std::atomic<bool>& interrupted = context.catch_interrupts();
  STRATGEN_TRY(const BarSource bars, pipeline_bars(flags, context, interrupted));
  STRATGEN_TRY(auto log, event_log(flags));
  DiscoverView view(context, documents.size(), std::move(log));
  STRATGEN_TRY(const LanguageModel model,
               LanguageModel::open(flags.llm, context, interrupted, [&view](const LlmEvent& event) {
                 view.progress().heard(event);
               }));
  STRATGEN_TRY(ResultStore store, flags.reset ? ResultStore::reset(context.workspace)
                                              : ResultStore::open(context.workspace));
  STRATGEN_TRY(Loader loader, make_loader(context, jobs));

  const DiscoverPipeline pipeline{
      context.home.knowledge(),
      context.workspace / "generated",
      model.llm(),
      loader,
      bars,
      settings,
      [&view](const DiscoverResult& so_far, DiscoverStage stage) { view.began(so_far, stage); }};

  STRATGEN_TRY(Results results, stored_results(documents, pipeline, store, flags.llm.fresh));
  view.progress().starting({.bars = bars.name,
                            .provider = model.name(),
                            .cost = cost_text(model, documents, pipeline, results),
                            .jobs = jobs,
                            .left = empty_places(results).size()});
  STRATGEN_CHECK(run_documents(documents, pipeline, jobs, store, view, interrupted, results));

  const std::size_t left = empty_places(results).size();
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  view.summary(present(std::move(results)), model.spent(), elapsed.count());
  const Result<void> ended = all_done(documents.size(), left, pipeline.llm);
  view.progress().ended(ended ? "done" : ended.error().message);
  return ended;
}

}  // namespace

void add_discover_command(CLI::App& app, Action& chosen) {
  auto flags = std::make_shared<PipelineFlags>();
  CLI::App& command = *app.add_subcommand("discover", "Take the knowledge documents to verdicts");
  command.footer("Example: stratgen discover --sample --only 'momentum/*'");
  add_pipeline_flags(command, *flags);
  command.callback([flags, &chosen] {
    chosen = [flags](Context& context) { return discover(*flags, context); };
  });
}

}  // namespace stratgen
