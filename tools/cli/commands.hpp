// The commands. Each adds itself to the command line and, when it is the one chosen, sets what to
// do.
#pragma once

#include "tools/cli/context.hpp"

namespace CLI {
class App;
}

namespace stratgen {

void add_discover_command(CLI::App& app, Action& chosen);
void add_optimize_command(CLI::App& app, Action& chosen);
void add_signals_command(CLI::App& app, Action& chosen);
void add_run_command(CLI::App& app, Action& chosen);
void add_status_command(CLI::App& app, Action& chosen);
void add_explain_command(CLI::App& app, Action& chosen);
void add_backtest_command(CLI::App& app, Action& chosen);
void add_sweep_command(CLI::App& app, Action& chosen);
void add_check_command(CLI::App& app, Action& chosen);
void add_inspect_command(CLI::App& app, Action& chosen);
void add_export_command(CLI::App& app, Action& chosen);
void add_data_command(CLI::App& app, Action& chosen);
void add_capsule_command(CLI::App& app, Action& chosen);
void add_knowledge_command(CLI::App& app, Action& chosen);
void add_doctor_command(CLI::App& app, Action& chosen);

}  // namespace stratgen
