// What `data import` says about the bars of a file.
#pragma once

#include "runtime/market/bar_store.hpp"
#include "tools/cli/console.hpp"

#include <nlohmann/json.hpp>

#include <span>
#include <string>
#include <vector>

namespace stratgen {

// `hash` is empty for bars that were not kept.
nlohmann::ordered_json imported_json(const NewBars& market, const std::string& file,
                                     const std::vector<std::string>& conclusions,
                                     const std::string& hash);

// A line for each market and its first defects; one line for many markets.
void show_imported(const std::string& file, std::span<const NewBars> markets, Console& out);

}  // namespace stratgen
