// The executable of one strategy that was compiled ahead of time: stratgen backtest, but for the
// strategy, which is linked in. See tools/cmake/AheadOfTime.cmake.
#include "runtime/engine/built_strategy.hpp"
#include "tools/cli/backtest.hpp"
#include "tools/cli/process.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

extern "C" const stratgen::BuiltStrategy stratgen_built;

int main(int argc, char** argv) {
  using namespace stratgen;
  open_standard_streams();
  CLI::App app{fmt::format("Runs {} over one table of bars.", stratgen_built.name)};
  std::string workspace;
  bool json = false;
  app.add_option("--workspace", workspace,
                 "Folder with the store that --symbol reads (default: $STRATGEN_WORKSPACE, else "
                 "./.stratgen)");
  app.add_flag("--json", json, "One JSON document on standard output, nothing else there");
  BacktestFlags flags;
  add_backtest_flags(app, flags);

  Console out(stdout), err(stderr);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help
    return report_error(err, Error{Fault::Usage, error.what()});
  }

  Context context{{}, workspace_folder(workspace), json, out, err, {}};
  const auto run = [&]() -> Result<void> {
    STRATGEN_TRY(const RunInput input, read_run_input(context, flags.run, {}));
    return backtest({stratgen_built.name, stratgen_built.entry}, input, flags, context);
  };
  const Result<void> done = with_output(run());
  return done ? 0 : report_error(context.err, done.error());
}
