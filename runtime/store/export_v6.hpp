// The first stratgen's runs_v6.json, key for key.
#pragma once

#include "runtime/trade/trade_log.hpp"

#include <map>
#include <span>
#include <string>

namespace stratgen {

// A JSON array with an object per run, in the order given; each has those of `intents` that are its
// own. `names` are those of strategies by their document, which stands for one that is not in it. A
// strategy that failed has no signal. Times are UTC.
std::string export_v6(std::span<const LoggedRun> runs, std::span<const Intent> intents,
                      const std::map<std::string, std::string>& names);

}  // namespace stratgen
