#include "tools/cli/sweep_merge.hpp"

#include "runtime/sweep/pareto.hpp"
#include "runtime/sweep/sweep_store.hpp"
#include "runtime/sweep/sweep_summary.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/sweep_file.hpp"
#include "tools/cli/sweep_flags.hpp"
#include "tools/cli/sweep_report.hpp"
#include "tools/cli/sweep_reruns.hpp"
#include "tools/cli/sweep_run.hpp"
#include "tools/cli/sweep_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>
#include <utility>

namespace stratgen {
namespace {

struct Shard {
  SweepStore store;
  std::uint32_t number = 1, of = 1;
};

std::uint32_t whole(std::string_view text) {
  std::uint32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

double number(const std::string& text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string identity_value(const SweepIdentity& identity, const std::string& name) {
  const auto found = std::ranges::find(identity, name, &std::pair<std::string, std::string>::first);
  return found == identity.end() ? "" : found->second;
}

SweepIdentity as_one(SweepIdentity identity) {
  for (auto& [name, value] : identity)
    if (name == "--shard") value = "1/1";
  return identity;
}

Result<Shard> read_shard(const std::string& file) {
  STRATGEN_TRY(SweepStore store, SweepStore::read(file));
  STRATGEN_TRY(const std::string finished, store.progress("finished"));
  if (finished != "yes") {
    return fail(Fault::Data, fmt::format("{} is not complete; run its command again first", file));
  }
  const std::string shard = identity_value(store.identity(), "--shard");
  const std::size_t slash = std::min(shard.find('/'), shard.size());
  return Shard{std::move(store), whole(std::string_view(shard).substr(0, slash)),
               whole(std::string_view(shard).substr(std::min(slash + 1, shard.size())))};
}

// All files are of one sweep, each shard is there once.
Result<std::vector<Shard>> read_shards(const std::vector<std::string>& files) {
  std::vector<Shard> shards;
  for (const std::string& file : files) {
    STRATGEN_TRY(Shard shard, read_shard(file));
    if (!shards.empty()) {
      const Shard& first = shards.front();
      const std::string differs =
          difference(as_one(shard.store.identity()), as_one(first.store.identity()));
      if (!differs.empty() || shard.of != first.of) {
        return fail(Fault::Usage,
                    fmt::format("{} is of another sweep than {}: {}", file, files[0],
                                differs.empty() ? fmt::format("it is one of {} shards, not of {}",
                                                              shard.of, first.of)
                                                : differs));
      }
    }
    for (const Shard& other : shards) {
      if (other.number == shard.number)
        return fail(Fault::Usage,
                    fmt::format("{} and {} are both shard {} of {}; name it once",
                                other.store.file().string(), file, shard.number, shard.of));
    }
    shards.push_back(std::move(shard));
  }
  std::ranges::sort(shards, {}, &Shard::number);
  for (std::uint32_t i = 1; i <= shards[0].of; ++i) {
    if (i > shards.size() || shards[i - 1].number != i)
      return fail(Fault::Usage, fmt::format("shard {0} of {1} is missing; run it with --shard "
                                            "{0}/{1} and name its file",
                                            i, shards[0].of));
  }
  return shards;
}

struct Merged {
  Metric metric;
  std::string metric_name, objectives;
  std::size_t keep = 0;
  SweepSummary summary;
  std::optional<ParetoFront> front;
  Reruns reruns;
  double seconds = 0;
  int jobs = 1;
};

// A cell of the whole's front is one of its shard's, whose reports have it.
Result<void> add_front(const std::vector<Shard>& shards, Merged& merged) {
  for (const Shard& shard : shards) {
    STRATGEN_TRY(const std::string objectives, shard.store.progress("objectives"));
    if (&shard == shards.data()) merged.objectives = objectives;
    if (objectives == merged.objectives) continue;
    const auto text = [](const std::string& of) { return of.empty() ? "none" : of; };
    return fail(Fault::Usage,
                fmt::format("--objectives of {} are {}, and of {} {}; run one of them again with "
                            "those of the other",
                            shards[0].store.file().string(), text(merged.objectives),
                            shard.store.file().string(), text(objectives)));
  }
  if (merged.objectives.empty()) return {};
  STRATGEN_TRY(const std::vector<Metric> metrics, parse_objectives(merged.objectives));
  merged.front.emplace(metrics);
  for (const Shard& shard : shards)
    STRATGEN_CHECK(shard.store.each_cell([&](const CellResult& cell) { merged.front->add(cell); }));
  return {};
}

Result<Merged> merge(const std::vector<Shard>& shards, std::size_t top) {
  const SweepStore& first = shards[0].store;
  STRATGEN_TRY(const std::string name, first.progress("metric"));
  STRATGEN_TRY(const Metric metric, find_metric(name));
  const std::string keep = identity_value(first.identity(), "--keep");
  Merged merged{metric, name, {}, keep == "all" ? 0 : whole(keep), SweepSummary(metric, top),
                {},     {}};
  STRATGEN_CHECK(add_front(shards, merged));
  for (const Shard& shard : shards) {
    STRATGEN_TRY(const std::string state, shard.store.progress("summary"));
    STRATGEN_TRY(const std::vector<CellResult> best, shard.store.best(metric, top));
    SweepSummary summary(metric, top);
    if (!state.empty()) STRATGEN_CHECK(summary.restore(state, best));
    merged.summary.add(summary);
    STRATGEN_TRY(Reruns reruns, reruns_of(shard.store));
    merged.reruns.reports.merge(reruns.reports);
    merged.reruns.returns.merge(reruns.returns);
    STRATGEN_TRY(const std::string seconds, shard.store.progress("seconds"));
    merged.seconds += number(seconds);
    STRATGEN_TRY(const std::string jobs, shard.store.progress("jobs"));
    merged.jobs = std::max(merged.jobs, static_cast<int>(whole(jobs)));
  }
  return merged;
}

// What a sweep in one run would have asked.
Reruns only(const WantedReruns& wanted, const Reruns& reruns) {
  Reruns kept;
  const auto keep = [&](const std::vector<std::uint64_t>& cells,
                        std::initializer_list<const char*> keys) {
    for (const std::uint64_t cell : cells) {
      const auto found = reruns.reports.find(cell);
      if (found == reruns.reports.end()) continue;
      for (const char* const key : keys)
        if (found->second.contains(key)) kept.reports[cell][key] = found->second[key];
    }
  };
  keep(wanted.top, {"params", "stats", "moments"});
  keep(wanted.front, {"params", "stats", "moments"});
  keep(wanted.examples, {"params", "error"});
  kept.returns = reruns.returns;
  return kept;
}

// Half of a file is no file.
Result<void> write(const std::string& out, const std::vector<Shard>& shards, const Merged& merged) {
  STRATGEN_TRY(SweepFile file, SweepFile::open(out, false, as_one(shards[0].store.identity()),
                                               shards[0].store.parts()));
  for (const Shard& shard : shards) STRATGEN_CHECK(file.store().take(shard.store));
  STRATGEN_CHECK(file.store().finish(merged.metric, merged.keep, stored(merged.reruns, false),
                                     {{"finished", "yes"},
                                      {"metric", merged.metric_name},
                                      {"objectives", merged.objectives},
                                      {"jobs", fmt::format("{}", merged.jobs)},
                                      {"seconds", fmt::format("{}", merged.seconds)},
                                      {"summary", merged.summary.state()}}));
  return file.close();
}

Result<void> check_reruns(const WantedReruns& wanted, const Reruns& reruns) {
  for (const std::uint64_t cell : wanted.top) {
    const auto found = reruns.reports.find(cell);
    if (found == reruns.reports.end() || !found->second.contains("stats"))
      return fail(Fault::Usage,
                  fmt::format("--top {}: the shards do not have the full statistics of so many; "
                              "run each of them again with this --top",
                              wanted.top.size()));
  }
  return {};
}

}  // namespace

Result<void> merge_sweeps(const MergeFlags& flags, Context& context) {
  std::error_code ec;
  if (std::filesystem::exists(flags.out, ec))
    return fail(Fault::Usage, fmt::format("{} is there; name a new file", flags.out));
  STRATGEN_TRY(const std::vector<Shard> shards, read_shards(flags.in));
  STRATGEN_TRY(Merged merged, merge(shards, flags.top));
  const WantedReruns wanted =
      wanted_reruns(merged.summary, flags.top, flags.failures, merged.front, merged.metric);
  STRATGEN_CHECK(check_reruns(wanted, merged.reruns));

  merged.reruns = only(wanted, merged.reruns);
  if (auto written = write(flags.out, shards, merged); !written) {
    for (const char* const suffix : {"", ".sqlite"}) (void)SweepStore::remove(flags.out + suffix);
    return written;
  }

  const nlohmann::ordered_json report =
      sweep_report(merged.summary, merged.reruns, wanted,
                   {shards[0].store.parts(), merged.metric_name, merged.objectives, merged.seconds,
                    merged.jobs, true});
  if (context.json) {
    context.out.line(json_text(report));
    return {};
  }
  context.out.write(sweep_text(context.out, report));
  if (flags.failures && !report["failures"].empty())
    context.out.write("\n" + failures_text(context.out, report));
  return {};
}

}  // namespace stratgen
