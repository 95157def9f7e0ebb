// stratgen inspect --diff: where two strategies, or two versions of one, first behave differently
// on the same bars.
#pragma once

#include "runtime/base/result.hpp"
#include "tools/cli/context.hpp"
#include "tools/cli/observed_run.hpp"
#include "tools/cli/run_input.hpp"
#include "tools/cli/strategy_source.hpp"
#include "tools/cli/why_not.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace stratgen {

struct BehaviourSide {
  std::string label;  // how the command line names it
  ObservedStrategy strategy;
  ObservedRun run;                  // with what it saw on the bar that differs
  std::optional<OrderEvent> event;  // the one that the other side does not have; nothing: none left
  std::vector<WayThere> ways;       // to its orders, on that bar
};

struct BehaviourDiff {
  RunInput input;
  BehaviourSide mine, other;
  std::optional<int> bar;  // the first one that differs; nothing: they do the same to the last bar
  std::size_t same_events = 0;  // before it
};

// Both run on the bars that `flags` name, else on those of `mine`. A parameter goes to whichever
// has it.
Result<BehaviourDiff> compare_behaviour(const StrategySource& mine, const StrategySource& other,
                                        const RunFlags& flags, Loader& loader, Context& context);

std::string behaviour_text(const Console& console, const BehaviourDiff& diff);
nlohmann::ordered_json behaviour_json(const BehaviourDiff& diff);

}  // namespace stratgen
