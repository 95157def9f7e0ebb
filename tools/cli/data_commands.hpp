// The subcommands of `stratgen data`. Each adds itself, like those of commands.hpp.
#pragma once

#include "runtime/market/bars.hpp"
#include "tools/cli/context.hpp"

#include <cstdint>
#include <string>

namespace CLI {
class App;
}

namespace stratgen {

// A bar's time for people: a date where it is midnight.
std::string stamp_text(std::int64_t time, Clock clock);

void add_data_import(CLI::App& data, Action& chosen);
void add_data_fetch(CLI::App& data, Action& chosen);
void add_data_resample(CLI::App& data, Action& chosen);
void add_data_list(CLI::App& data, Action& chosen);
void add_data_diff(CLI::App& data, Action& chosen);
void add_data_verify(CLI::App& data, Action& chosen);
void add_data_repair(CLI::App& data, Action& chosen);

}  // namespace stratgen
