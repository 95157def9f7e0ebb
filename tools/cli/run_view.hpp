// What all views of an observed run share.
#pragma once

#include "tools/cli/console.hpp"
#include "tools/cli/observed_run.hpp"
#include "tools/cli/run_input.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace stratgen {

// Strategy, parameters, market, cash: what every view of a run begins with.
std::string run_heading(const Console& console, const ObservedStrategy& strategy,
                        const ObservedRun& run, const RunInput& input);
nlohmann::ordered_json run_json(const ObservedStrategy& strategy, const ObservedRun& run,
                                const RunInput& input);

// Of member `id` at `bar`; nothing where it has none, such as before the first next().
std::optional<double> member_value(const ObservedRun& run, const WatchedMember& member, int id,
                                   int bar);
std::string member_text(const WatchedMember& member, double value);

// Of a terminal, or of a page where there is none.
int page_width(const Console& console);

}  // namespace stratgen
