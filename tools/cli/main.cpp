// stratgen: parses the command line, runs one command, turns its Error into an exit code.
#include "tools/cli/commands.hpp"
#include "tools/cli/diagnostics.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

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

// What is opened later must not take the place of a standard stream that the caller closed.
void open_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) == -1)
      ::open("/dev/null", stream == STDIN_FILENO ? O_RDONLY : O_WRONLY);
  }
}

int exit_code(Fault fault) {
  switch (fault) {
    case Fault::Internal:
      return 1;
    case Fault::Usage:
      return 2;
    case Fault::Data:
      return 3;
    case Fault::Strategy:
      return 4;
    case Fault::Run:
      return 5;
    case Fault::Service:
      return 6;
    case Fault::Safety:
      return 7;
    case Fault::Interrupted:
      return 130;
  }
  return 1;
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

int report_error(Console& err, const Error& error, bool verbose) {
  err.line(fmt::format("{} {}", err.paint(Colour::Red, "stratgen:"), one_line(error.message)));
  if (verbose) err.write(render_diagnostics(err, error.diagnostics, ""));
  return exit_code(error.fault);
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
  add_backtest_command(app, chosen);
  add_check_command(app, chosen);
  add_inspect_command(app, chosen);
  add_export_command(app, chosen);
  add_data_command(app, chosen);
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
  if (!home) return report_error(err, home.error(), verbose);
  Context context{*home,
                  workspace_folder(workspace),
                  json,
                  out,
                  err,
                  catch_interrupts,
                  verbose,
                  object_cache_folder(),
                  worker_program()};
  Result<void> done = chosen(context);
  if (done && std::ferror(stdout) != 0) {
    done = fail(Fault::Data, "standard output took only a part of the result; is the disk full?");
  }
  return done ? 0 : report_error(context.err, done.error(), verbose);
}
