// What a run of trading shows.
#pragma once

#include "tools/cli/console.hpp"
#include "tools/cli/trading_run.hpp"

#include <nlohmann/json.hpp>

namespace stratgen {

// `events` are those of the run, in order.
nlohmann::ordered_json trading_json(const TradingRun& run, const TradingDesk& desk,
                                    const std::vector<LoggedEvent>& events);
void print_trading(Console& out, const TradingRun& run, const TradingDesk& desk);

// One line of a run as it goes on: "09:30:00 sent     SPY buy 10, accepted".
std::string event_line(const LoggedEvent& event);

}  // namespace stratgen
