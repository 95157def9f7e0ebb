// stratgen discover: every knowledge document to a verdict, in parallel, resumable after each one.
#include "compiler/knowledge/document_list.hpp"
#include "compiler/llm/replay.hpp"
#include "runtime/store/result_store.hpp"
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
                               const ResultStore& store) {
  Results results;
  for (const auto& document : documents) {
    STRATGEN_TRY(auto found, store.find(document_name(document, pipeline)));
    const bool good = found && found->verdict != Verdict::Error &&
                      fingerprint(document, pipeline) == found->fingerprint;
    results.push_back(good ? std::move(found) : std::nullopt);
  }
  return results;
}

// Runs the documents without a result on `jobs` threads and saves each as it comes; a stop request
// lets those that have begun finish.
Result<void> run_documents(const Documents& documents, const DiscoverPipeline& pipeline, int jobs,
                           ResultStore& store, DiscoverView& view,
                           const std::atomic<bool>& interrupted, Results& results) {
  return run_places(empty_places(results), jobs, interrupted, [&](std::size_t i) {
    DiscoverResult result = discover_document(documents[i], pipeline);
    Result<void> saved = store.save(result);
    view.finished(result);
    results[i] = std::move(result);
    return saved;
  });
}

Result<void> discover(const PipelineFlags& flags, Context& context) {
  const auto start = std::chrono::steady_clock::now();
  context.in_process = flags.in_process;
  STRATGEN_TRY(const int jobs, number_of_jobs(flags.jobs));
  STRATGEN_TRY(const PipelineSettings settings, pipeline_settings(flags));
  STRATGEN_TRY(const Documents documents, list_documents(context.home.knowledge(), flags.only));
  STRATGEN_TRY(const BarSource bars,
               flags.sample ? sample_source(context.home) : store_source(context.workspace));
  STRATGEN_TRY(ResultStore store, flags.reset ? ResultStore::reset(context.workspace)
                                              : ResultStore::open(context.workspace));
  STRATGEN_TRY(Loader loader, make_loader(context, jobs));
  ReplayLlm llm(context.home.generated());

  DiscoverView view(context, documents.size());
  const DiscoverPipeline pipeline{
      context.home.knowledge(),
      context.workspace / "generated",
      llm,
      loader,
      bars,
      settings,
      [&view](const DiscoverResult& so_far, DiscoverStage stage) { view.began(so_far, stage); }};

  const std::atomic<bool>& interrupted = context.catch_interrupts();
  STRATGEN_TRY(Results results, stored_results(documents, pipeline, store));
  view.starting(bars.name, flags.provider, jobs, empty_places(results).size());
  STRATGEN_CHECK(run_documents(documents, pipeline, jobs, store, view, interrupted, results));

  const std::size_t left = empty_places(results).size();
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  view.summary(present(std::move(results)), elapsed.count());
  if (left > 0) {
    return fail(Fault::Interrupted,
                fmt::format("interrupted: {} of {} documents are done and saved; run the same "
                            "command again to go on",
                            documents.size() - left, documents.size()));
  }
  return {};
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
