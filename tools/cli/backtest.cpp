#include "tools/cli/backtest.hpp"

#include "runtime/engine/backtest.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/period.hpp"
#include "tools/cli/report_json.hpp"
#include "tools/cli/report_text.hpp"

#include <CLI/CLI.hpp>

namespace stratgen {

void add_backtest_flags(CLI::App& command, BacktestFlags& flags) {
  add_run_flags(command, flags.run);
  command.add_flag("--no-equity", flags.no_equity, "Leave the equity curve out of the JSON");
}

Result<void> repeat(const Program& program, const RunInput& input, std::chrono::seconds duration) {
  STRATGEN_TRY(const auto declared, declared_params(program, *input.data));
  STRATGEN_TRY(const auto values, resolve_params(program.name, declared, input.params));
  RunMemory memory;
  const auto end = std::chrono::steady_clock::now() + duration;
  while (std::chrono::steady_clock::now() < end) {
    Run run(program, *input.data, values, input.options, memory);
    STRATGEN_CHECK(run.execute());
  }
  return {};
}

Result<void> backtest(const Program& program, const RunInput& input, const BacktestFlags& flags,
                      Context& context) {
  const DataSet& data = *input.data;
  STRATGEN_TRY(const auto declared, declared_params(program, data));
  STRATGEN_TRY(const auto values, resolve_params(program.name, declared, input.params));
  STRATGEN_TRY(const Report report, run_backtest(program, data, declared, values, input.options));
  STRATGEN_TRY(const Bars covered, from_bar(data.bars(), input.options.first_bar));
  if (!input.note.empty()) context.err.line(input.note);
  if (context.json)
    context.out.line(json_text(report_json(report, covered, !flags.no_equity)));
  else
    context.out.write(report_text(context.out, report, covered));
  return {};
}

}  // namespace stratgen
