// stratgen discover: every knowledge document to a verdict, in parallel, resumable after each one.
#include "compiler/knowledge/document_list.hpp"
#include "compiler/llm/replay.hpp"
#include "runtime/store/result_store.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/discover_document.hpp"
#include "tools/cli/discover_view.hpp"
#include "tools/cli/engine_options.hpp"
#include "tools/cli/jobs.hpp"
#include "tools/cli/strategy_loader.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <tbb/parallel_for_each.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <mutex>
#include <optional>

namespace stratgen {
namespace {

struct DiscoverFlags {
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

Result<DiscoverSettings> settings_of(const DiscoverFlags& flags) {
  DiscoverSettings settings;
  STRATGEN_TRY(settings.run, run_options(flags.engine));
  // The bundled bars end in 2012 and are short: without a period on the command line all of them
  // are used.
  const bool whole = flags.sample && flags.from.empty() && flags.to.empty();
  const std::string from = flags.from.empty() ? "2020-01-01" : flags.from;
  const std::string to = flags.to.empty() ? "2025-06-30" : flags.to;
  if (!whole) {
    STRATGEN_TRY(settings.period, parse_period(from, to));
  }
  settings.thresholds = flags.thresholds;
  for (const Minimum& minimum : {flags.thresholds.pass, flags.thresholds.fail}) {
    if (!std::isfinite(minimum.sharpe + minimum.drawdown_pct + minimum.return_pct)) {
      return fail(Fault::Usage, "--pass-... and --fail-...: give numbers");
    }
  }
  return settings;
}

using Documents = std::vector<std::filesystem::path>;

// One place for each document, in their order; empty while it has no result.
using Results = std::vector<std::optional<DiscoverResult>>;

std::size_t missing(const Results& results) {
  return static_cast<std::size_t>(std::count(results.begin(), results.end(), std::nullopt));
}

std::vector<DiscoverResult> present(Results results) {
  std::vector<DiscoverResult> present;
  for (auto& result : results) {
    if (result) present.push_back(std::move(*result));
  }
  return present;
}

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
  std::vector<std::size_t> left;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (!results[i]) left.push_back(i);
  }
  std::mutex mutex;
  std::optional<Error> failed;
  tbb::task_arena arena(jobs);
  arena.execute([&] {
    tbb::parallel_for_each(left.begin(), left.end(), [&](std::size_t i) {
      if (interrupted) return;
      DiscoverResult result = discover_document(documents[i], pipeline);
      const std::scoped_lock lock(mutex);
      const auto saved = store.save(result);
      if (!saved && !failed) failed = saved.error();
      view.finished(result);
      results[i] = std::move(result);
    });
  });
  if (failed) return tl::unexpected(*failed);
  return {};
}

Result<void> discover(const DiscoverFlags& flags, Context& context) {
  const auto start = std::chrono::steady_clock::now();
  context.in_process = flags.in_process;
  STRATGEN_TRY(const int jobs, number_of_jobs(flags.jobs));
  STRATGEN_TRY(DiscoverSettings settings, settings_of(flags));
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
  view.starting(bars.name, flags.provider, jobs, missing(results));
  STRATGEN_CHECK(run_documents(documents, pipeline, jobs, store, view, interrupted, results));

  const std::size_t left = missing(results);
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

void add_threshold_flags(CLI::App& command, Thresholds& t) {
  const char* const group = "Verdict";
  const auto add = [&](const char* name, auto& value, const char* text) {
    command.add_option(name, value, text)->capture_default_str()->group(group);
  };
  add("--pass-sharpe", t.pass.sharpe, "PASS needs at least this Sharpe ratio");
  add("--pass-drawdown", t.pass.drawdown_pct, "PASS needs at least this drawdown, in percent");
  add("--pass-return", t.pass.return_pct, "PASS needs at least this return, in percent");
  add("--pass-trades", t.pass.trades, "PASS needs at least so many trades");
  add("--fail-sharpe", t.fail.sharpe, "below it: FAIL");
  add("--fail-drawdown", t.fail.drawdown_pct, "below it, in percent: FAIL");
  add("--fail-return", t.fail.return_pct, "below it, in percent: FAIL");
  add("--fail-trades", t.fail.trades, "fewer: FAIL");
}

}  // namespace

void add_discover_command(CLI::App& app, Action& chosen) {
  auto flags = std::make_shared<DiscoverFlags>();
  flags->engine.cash = 100000;
  flags->engine.commission = "0.001";
  CLI::App& command = *app.add_subcommand("discover", "Take the knowledge documents to verdicts");
  command.footer("Example: stratgen discover --sample --only 'momentum/*'");
  command.add_flag("--sample", flags->sample, "Use the bars bundled with stratgen");
  command.add_flag("--reset", flags->reset, "Forget stored results and start over");
  command.add_option("--only", flags->only,
                     "Documents whose slug or category/slug matches, e.g. 'sma-*'");
  command
      .add_option("--provider", flags->provider, "Who answers: replay, the recorded completions")
      ->check(CLI::IsMember({"replay"}))
      ->capture_default_str();
  command.add_option("--jobs", flags->jobs,
                     "Documents at a time (default: one per core); results do not depend on it");
  command.add_option("--from", flags->from,
                     "First day to trade (default 2020-01-01; --sample: all bars)");
  command.add_option("--to", flags->to,
                     "Last day, inclusive (default 2025-06-30; --sample: all bars)");
  add_in_process_flag(command, flags->in_process);
  add_threshold_flags(command, flags->thresholds);
  add_engine_flags(command, flags->engine);
  command.callback([flags, &chosen] {
    chosen = [flags](Context& context) { return discover(*flags, context); };
  });
}

}  // namespace stratgen
