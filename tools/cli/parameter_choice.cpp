#include "tools/cli/parameter_choice.hpp"

#include "runtime/sweep/sweep.hpp"
#include "runtime/sweep/sweep_summary.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace stratgen {
namespace {

// The texts that a ParamSpace takes: "fast=5,10,20", "wide=false,true".
std::vector<std::string> axis_texts(std::span<const ParamDeclaration> declared,
                                    const NamedLists& ranges) {
  std::vector<std::string> texts;
  for (const auto& [name, values] : ranges) {
    const auto declaration =
        std::find_if(declared.begin(), declared.end(),
                     [&](const ParamDeclaration& d) { return d.name == name; });
    if (declaration == declared.end()) continue;  // ranges are of declared parameters
    std::vector<std::string> list;
    for (const double value : values) list.push_back(param_text(*declaration, value));
    texts.push_back(fmt::format("{}={}", name, fmt::join(list, ",")));
  }
  return texts;
}

std::string endings_text(const SweepSummary& summary) {
  std::vector<std::string> counts;
  for (const Ending ending : {Ending::Rejected, Ending::OutOfBudget, Ending::Trap,
                              Ending::RefusedOrder, Ending::Ruined, Ending::Failed}) {
    if (const std::uint64_t count = summary.ended(ending); count > 0)
      counts.push_back(fmt::format("{} {}", count, to_string(ending)));
  }
  return fmt::format("{}", fmt::join(counts, ", "));
}

ParameterChoice choice_of(const SweepSummary& summary, const ParamSpace& space) {
  ParameterChoice choice;
  choice.evaluated = static_cast<std::int64_t>(summary.evaluated());
  choice.rejected = static_cast<std::int64_t>(summary.rejected());
  choice.failed = static_cast<std::int64_t>(summary.failed());
  const std::vector<CellResult> top = summary.top();
  if (top.empty()) {
    choice.why_none = fmt::format(
        "no combination of parameters can be judged on the train part: {}", endings_text(summary));
  } else if (std::isnan(top.front().result.statistics.sharpe_ratio)) {
    choice.why_none = fmt::format(
        "none of the {} combinations of parameters that ran has a Sharpe ratio on the train part, "
        "as when nothing is traded",
        choice.evaluated);
  } else {
    choice.best = space.values(top.front().cell);
  }
  return choice;
}

}  // namespace

Result<ParameterChoice> choose_parameters(const Program& program, const DataSet& data,
                                          std::span<const ParamDeclaration> declared,
                                          const NamedLists& ranges, const ChoiceOptions& options,
                                          const std::atomic<bool>& interrupted) {
  STRATGEN_TRY(const ParamSpace space,
               ParamSpace::create(program.name, declared, axis_texts(declared, ranges)));
  SweepPlan plan;
  plan.seed = options.seed;
  plan.block_cells = 64;  // an interruption takes effect between blocks
  if (space.size() > options.max_tries) plan.max_tries = options.max_tries;
  STRATGEN_TRY(const SweepBlocks blocks, SweepBlocks::create(space, plan, interrupted));
  STRATGEN_TRY(const Metric sharpe, find_metric("Sharpe Ratio"));
  SweepSummary summary(sharpe, 1);
  SweepProgress progress;
  const auto skip = [&](std::uint64_t) {
    if (interrupted) progress.interrupted = true;
    return false;
  };
  const auto add = [&](const BlockResult& block) -> Result<void> {
    summary.add(block);
    return {};
  };
  SweepOptions sweep{.run = options.run, .jobs = 1};
  sweep.indicator_bytes = std::size_t{1} << 28;  // documents run side by side
  STRATGEN_TRY(const bool complete, run_sweep(program, data, blocks, sweep, skip, add, progress));
  if (!complete) return fail(Fault::Interrupted, "interrupted while parameters were chosen");

  ParameterChoice choice = choice_of(summary, space);
  if (plan.max_tries) {
    choice.drawn = fmt::format("{} combinations of parameters -> {} of them, drawn with seed {}",
                               space.size(), options.max_tries, options.seed);
  }
  return choice;
}

}  // namespace stratgen
