// stratgen sweep: one or many strategies over a grid of parameters, on all cores.
#include "tools/cli/commands.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/sweep_file.hpp"
#include "tools/cli/sweep_flags.hpp"
#include "tools/cli/sweep_merge.hpp"
#include "tools/cli/sweep_parts.hpp"
#include "tools/cli/sweep_report.hpp"
#include "tools/cli/sweep_reruns.hpp"
#include "tools/cli/sweep_run.hpp"
#include "tools/cli/sweep_view.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

std::vector<SweepPart> descriptions(const SweepInput& input) {
  std::vector<SweepPart> parts;
  for (const auto& part : input.parts) parts.push_back(part->about);
  return parts;
}

// The backtest that shows the best cell.
std::string next_step(const SweepFlags& flags, const Json& report) {
  const Json& best = report["top"][0];
  const std::string strategy = flags.strategy.empty() || best.contains("strategy")
                                   ? best.value("strategy", flags.strategy)
                                   : flags.strategy;
  std::string text = "stratgen backtest " + (flags.strategy.empty() ? strategy : flags.strategy);
  if (!flags.run.data.empty())
    text += " --data " + flags.run.data;
  else if (!flags.run.symbol.empty())
    text += " --symbol " + best.value("symbol", flags.run.symbol) + " --timeframe " +
            best.value("timeframe", flags.run.timeframe);
  for (const std::string& asset : flags.run.assets) text += " --asset " + asset;
  if (flags.run.allow_defects) text += " --allow-defects";
  if (!flags.run.from.empty()) text += " --from " + flags.run.from;
  if (!flags.run.to.empty()) text += " --to " + flags.run.to;
  text += engine_flags_text(flags.run.engine);
  for (const auto& [name, value] : best["params"].items())
    text += fmt::format(" --param {}={}", name,
                        value.is_string() ? value.get<std::string>() : json_text(value));
  return text;
}

void show(const SweepFlags& flags, const Json& report, Context& context) {
  if (context.json) {
    context.out.line(json_text(report));
    return;
  }
  std::string text = sweep_text(context.out, report);
  if (flags.heatmap) text += "\n" + heatmap_text(context.out, report["heatmap"], ranked_by(flags));
  if (flags.failures && !report["failures"].empty())
    text += "\n" + failures_text(context.out, report);
  else if (report["failed"] != 0)
    text += "--failures shows an example of each reason\n";
  if (!report["top"].empty()) text += "Next: " + next_step(flags, report) + "\n";
  context.out.write(text);
}

// Of a sweep that worked, but gave nothing to rank.
Result<void> check_completed(const SweepSummary& summary) {
  if (summary.evaluated() > 0) return {};
  const std::uint64_t run = summary.rejected() + summary.failed();
  if (run == 0 && summary.excluded() > 0) {
    return fail(Fault::Usage, fmt::format("the constraint excludes all {} cells",
                                          grouped(static_cast<long long>(summary.excluded()))));
  }
  if (run == 0) return {};  // a shard without a block
  return fail(
      Fault::Run,
      fmt::format("none of the {} cells completed: {} rejected, {} failed; --failures shows "
                  "an example of each reason",
                  grouped(static_cast<long long>(run)),
                  grouped(static_cast<long long>(summary.rejected())),
                  grouped(static_cast<long long>(summary.failed()))));
}

tl::unexpected<Error> interruption(const SweepFlags& flags) {
  return fail(
      Fault::Interrupted,
      flags.out.empty()
          ? "interrupted; with --out FILE.sqlite the cells are stored, and the same command "
            "again goes on"
          : fmt::format("interrupted: what is done is saved in {}; run the same command "
                        "again to go on",
                        flags.out));
}

class SweepCommand {
 public:
  SweepCommand(const SweepFlags& flags, Context& context)
      : flags_(flags), context_(context), interrupted_(context.catch_interrupts()) {}

  Result<void> run() {
    context_.in_process = flags_.in_process;
    STRATGEN_TRY(settings_, sweep_settings(flags_));
    STRATGEN_TRY(input_, read_sweep_input(context_, flags_, settings_, interrupted_));
    parts_ = descriptions(input_);
    for (const std::string& note : input_.notes) context_.err.line(note);
    if (!flags_.out.empty()) {
      STRATGEN_TRY(file_, SweepFile::open(settings_.out, flags_.reset, input_.identity, parts_));
    }
    STRATGEN_TRY(SweepTally tally, begin_tally(input_, settings_, flags_.heatmap, store()));
    STRATGEN_TRY(const bool finished, is_finished());
    if (!finished) {
      say_how_much_is_done(tally.summary);
      STRATGEN_TRY(const bool complete,
                   run_parts(input_, settings_, context_.err, interrupted_, tally, store()));
      if (!complete) return stop(tally);
    }
    return report(tally, finished);
  }

 private:
  SweepStore* store() { return file_ ? &file_->store() : nullptr; }

  Result<bool> is_finished() {
    if (!file_) return false;
    STRATGEN_TRY(const std::string finished, store()->progress("finished"));
    return finished == "yes";
  }

  void say_how_much_is_done(const SweepSummary& summary) {
    if (!file_) return;
    const std::uint64_t done = cells_done(summary);
    if (done == 0) return;
    context_.err.line(
        fmt::format("going on with {}: {} of {} cells are done", flags_.out,
                    grouped(static_cast<long long>(done)),
                    grouped(static_cast<long long>(cells_of_shard(input_, settings_)))));
  }

  // Without a file what is done is shown, for it is all there will be.
  Result<void> stop(const SweepTally& tally) {
    if (!file_ && tally.summary.evaluated() > 0) {
      WantedReruns wanted = wanted_cells(tally, false);
      wanted.trials.clear();
      Reruns reruns;
      const std::atomic<bool> patient = false;
      STRATGEN_CHECK(add_reruns(input_, wanted, settings_.jobs, patient, reruns));
      show(flags_, full_report(tally, reruns, wanted, false), context_);
    }
    return interruption(flags_);
  }

  WantedReruns wanted_cells(const SweepTally& tally, bool messages) const {
    return wanted_reruns(tally.summary, settings_.top, messages, tally.front, settings_.metric);
  }

  // Of several objectives.
  std::string objectives() const {
    return settings_.objectives.size() > 1 ? flags_.objectives : "";
  }

  // Writes to the file what is new in it, and what merging goes by.
  Result<void> finish(const Reruns& reruns, bool is_new) {
    const std::map<std::string, std::string> asked = {{"metric", ranked_by(flags_)},
                                                      {"objectives", objectives()}};
    for (const auto& [name, value] : asked) {
      STRATGEN_TRY(const std::string before, store()->progress(name));
      is_new = is_new || value != before;
    }
    if (is_new) {
      std::map<std::string, std::string> progress = asked;
      progress.emplace("finished", "yes");
      progress.emplace("jobs", fmt::format("{}", settings_.jobs));
      STRATGEN_CHECK(store()->finish(settings_.metric, settings_.keep,
                                     stored(reruns, settings_.plan.shards > 1), progress));
    }
    return file_->close();
  }

  Json full_report(const SweepTally& tally, const Reruns& reruns, const WantedReruns& wanted,
                   bool complete) {
    Json report = sweep_report(
        tally.summary, reruns, wanted,
        {parts_, ranked_by(flags_), objectives(), tally.seconds, settings_.jobs, complete});
    if (settings_.search) report["method"] = flags_.method;
    if (flags_.heatmap) report["heatmap"] = tally.heatmap ? tally.heatmap->json() : nullptr;
    return report;
  }

  Result<void> report(const SweepTally& tally, bool finished) {
    const WantedReruns wanted = wanted_cells(tally, flags_.failures);
    Reruns reruns;
    if (file_) {
      STRATGEN_TRY(reruns, reruns_of(*store()));
    }
    const auto added = add_reruns(input_, wanted, settings_.jobs, interrupted_, reruns);
    if (!added) return interruption(flags_);
    if (file_) STRATGEN_CHECK(finish(reruns, *added || !finished));
    show(flags_, full_report(tally, reruns, wanted, true), context_);
    return check_completed(tally.summary);
  }

  const SweepFlags& flags_;
  Context& context_;
  const std::atomic<bool>& interrupted_;
  SweepSettings settings_;
  SweepInput input_;
  std::vector<SweepPart> parts_;
  std::optional<SweepFile> file_;
};

void add_merge_command(CLI::App& sweep, Action& chosen) {
  auto flags = std::make_shared<MergeFlags>();
  CLI::App& command = *sweep.add_subcommand("merge", "Make one file of the shards of a sweep");
  command.footer("Example: stratgen sweep merge all.sqlite shard1.sqlite shard2.sqlite");
  command.add_option("OUT", flags->out, "A new .sqlite or .csv file")->required();
  command.add_option("IN", flags->in, "The files of all shards")->required();
  command.add_option("--top", flags->top, "How many of the best to show")
      ->check(CLI::Range(1U, 10'000U))
      ->capture_default_str();
  command.add_flag("--failures", flags->failures,
                   "Show an example of each way in which cells failed");
  command.callback([flags, &chosen] {
    chosen = [flags](Context& context) { return merge_sweeps(*flags, context); };
  });
}

}  // namespace

void add_sweep_command(CLI::App& app, Action& chosen) {
  auto flags = std::make_shared<SweepFlags>();
  CLI::App& command =
      *app.add_subcommand("sweep", "Run a strategy over a grid of parameters, on all cores");
  command.footer(
      "Example: stratgen sweep my.cpp --data SPY.csv --param fast=5:60:5 --param slow=20:200:10 "
      "--constraint 'fast < slow'");
  add_sweep_flags(command, *flags);
  add_merge_command(command, chosen);
  command.callback([flags, &chosen, &command] {
    if (!command.get_subcommands().empty()) return;
    chosen = [flags](Context& context) { return SweepCommand(*flags, context).run(); };
  });
}

}  // namespace stratgen
