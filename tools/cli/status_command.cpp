// stratgen status: the account, its positions and whose they are, its orders, its limits, the last
// run.
#include "runtime/alpaca/alpaca_brokerage.hpp"
#include "tools/cli/account_status.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/dot_env.hpp"
#include "tools/cli/ignored_flags.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/pause.hpp"
#include "tools/cli/status_view.hpp"
#include "tools/cli/trading_flags.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>
#include <random>

namespace stratgen {
namespace {

struct StatusFlags {
  LimitFlags limits;
  bool watch = false;
  double watch_seconds = 5;
};

Result<void> status(const StatusFlags& flags, Context& context) {
  if (flags.watch && context.json)
    return fail(Fault::Usage, "--watch is for people; leave it out with --json");
  STRATGEN_TRY(const Limits limits, limits_of(flags.limits));
  STRATGEN_TRY(const Setting setting, settings_here());
  STRATGEN_TRY(const AlpacaAccess access, alpaca_access(setting));
  STRATGEN_TRY(const TradeLog log, TradeLog::open(context.workspace));
  const std::filesystem::path leases = state_folder(context.workspace);
  const std::atomic<bool>& interrupted = context.catch_interrupts();
  AlpacaBrokerage brokerage(access, interrupted, std::random_device{}());
  const bool paper = is_paper(access);

  while (true) {
    Result<AccountStatus> now = account_status(brokerage, log, leases);
    if (!now && !(flags.watch && now.error().fault == Fault::Service))
      return tl::unexpected(std::move(now.error()));
    if (flags.watch && context.out.is_terminal()) context.out.write("\x1b[H\x1b[J");
    if (!now)
      context.err.line(now.error().message);  // the next time it may answer
    else if (context.json)
      context.out.line(json_text(status_json(*now, limits, paper)));
    else
      print_status(context.out, *now, limits, paper);
    if (!flags.watch) return {};
    pause(flags.watch_seconds, interrupted);
    if (interrupted) return fail(Fault::Interrupted, "interrupted");
    if (!context.out.is_terminal()) context.out.line();
  }
}

}  // namespace

void add_status_command(CLI::App& app, Action& chosen) {
  auto flags = std::make_shared<StatusFlags>();
  CLI::App& command =
      *app.add_subcommand("status", "The account: positions and whose they are, orders, limits");
  command.footer("Example: stratgen status --watch 10");
  CLI::Option* const watch =
      command.add_option("--watch", flags->watch_seconds, "Show it anew every so many seconds (5)")
          ->expected(0, 1)
          ->check(CLI::Range(0.1, 86'400.0));
  add_limit_flags(command, flags->limits);
  add_ignored_flags(command, {"--provider", "--top-n", "--max-tries", "--jobs", "--only"});
  command.callback([flags, watch, &chosen] {
    flags->watch = watch->count() > 0;
    chosen = [flags](Context& context) { return status(*flags, context); };
  });
}

}  // namespace stratgen
