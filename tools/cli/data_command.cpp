// stratgen data: bars into the workspace's store, and what it holds.
#include "tools/cli/commands.hpp"
#include "tools/cli/data_commands.hpp"

#include <CLI/CLI.hpp>

namespace stratgen {

std::string stamp_text(std::int64_t time, Clock clock) {
  const std::string iso = to_iso(time, clock);
  return iso.ends_with("T00:00:00") ? iso.substr(0, 10) : iso;
}

void add_data_command(CLI::App& app, Action& chosen) {
  CLI::App& data = *app.add_subcommand("data", "Bars in and out of the workspace's store");
  data.require_subcommand(1);
  data.footer("Example: stratgen data import SPY.csv --symbol SPY");
  add_data_import(data, chosen);
  add_data_fetch(data, chosen);
  add_data_resample(data, chosen);
  add_data_list(data, chosen);
  add_data_diff(data, chosen);
  add_data_verify(data, chosen);
  add_data_repair(data, chosen);
}

}  // namespace stratgen
