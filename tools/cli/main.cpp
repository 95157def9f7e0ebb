// stratgen: parses the command line, runs one command, turns its Error into an exit code.
#include "tools/cli/commands.hpp"
#include "tools/cli/diagnostics.hpp"
#include "tools/cli/process.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <csignal>
#include <optional>

namespace {

using namespace stratgen;

// A signal handler reaches nothing else.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
std::atomic<bool> interrupted = false;

// The first Ctrl-C asks to stop where nothing is lost; the second one kills as usual.
const std::atomic<bool>& catch_interrupts() {
  struct sigaction action{};
  action.sa_handler = [](int) { interrupted = true; };
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  return interrupted;
}

// The first word of the command line, if it is no command.
std::optional<std::string> unknown_command(const CLI::App& app, int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-') return std::nullopt;
  for (const CLI::App* const command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (command->check_name(argv[1])) return std::nullopt;
  }
  return argv[1];
}

// --help of every command ends with what all of them take, and its example.
void complete_help(CLI::App& app) {
  for (CLI::App* const command : app.get_subcommands([](CLI::App*) { return true; })) {
    command->footer("Every command: --json, --workspace DIR, --verbose; see stratgen --help\n" +
                    command->get_footer() + "\n");
    complete_help(*command);
  }
}

}  // namespace

int main(int argc, char** argv) {
  open_standard_streams();
  CLI::App app{"Documented trading ideas to tested strategies, at native speed.", "stratgen"};
  app.set_version_flag("--version", "stratgen " STRATGEN_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  app.footer("Example: stratgen discover --sample\n");
  std::string workspace;
  bool json = false, verbose = false;
  app.add_option("--workspace", workspace,
                 "Folder for all state (default: $STRATGEN_WORKSPACE, else ./.stratgen)");
  app.add_flag("--json", json, "One JSON document on standard output, nothing else there");
  app.add_flag("--verbose", verbose, "More detail in errors");

  Action chosen;
  add_discover_command(app, chosen);
  add_optimize_command(app, chosen);
  add_signals_command(app, chosen);
  add_run_command(app, chosen);
  add_status_command(app, chosen);
  add_explain_command(app, chosen);
  add_backtest_command(app, chosen);
  add_sweep_command(app, chosen);
  add_check_command(app, chosen);
  add_inspect_command(app, chosen);
  add_export_command(app, chosen);
  add_data_command(app, chosen);
  add_capsule_command(app, chosen);
  add_knowledge_command(app, chosen);
  add_doctor_command(app, chosen);
  complete_help(app);

  Console out(stdout), err(stderr);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
    const auto unknown = unknown_command(app, argc, argv);
    err.line(fmt::format("{} {}", err.paint(Colour::Red, "stratgen:"),
                         unknown ? "there is no command " + *unknown : error.what()));
    err.line("Run stratgen --help, or stratgen COMMAND --help.");
    return exit_code(Fault::Usage);
  }

  const Result<Home> home = find_home();
  if (!home) return report_error(err, home.error());
  Context context{*home,
                  workspace_folder(workspace),
                  json,
                  out,
                  err,
                  catch_interrupts,
                  verbose,
                  object_cache_folder(),
                  worker_program()};
  const Result<void> done = with_output(chosen(context));
  if (done) return 0;
  const int code = report_error(context.err, done.error());
  if (verbose) context.err.write(render_diagnostics(context.err, done.error().diagnostics, ""));
  return code;
}
