#include "tools/cli/observed_run.hpp"

#include "compiler/frontend/guarded.hpp"
#include "compiler/frontend/source_line.hpp"
#include "runtime/engine/backtest.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace stratgen {
namespace {

// Reports are calls, which count against the budget of a run. A rule that trains a model in loops
// needs six times its own.
constexpr long fuel_for_reports = 8;

// Units held after each bar's fills.
std::vector<double> positions(const std::vector<OrderEvent>& events, std::size_t bars) {
  std::vector<double> change(bars, 0), held(bars, 0);
  for (const OrderEvent& event : events) {
    const auto bar = static_cast<std::size_t>(event.bar);
    if (event.kind == OrderEvent::Kind::TradeOpened) change[bar] += event.size;
    if (event.kind == OrderEvent::Kind::TradeClosed) change[bar] -= event.size;
  }
  double units = 0;
  for (std::size_t i = 0; i < bars; ++i) held[i] = units += change[i];
  return held;
}

}  // namespace

int ObservedRun::start(const RunInput& input) const {
  return std::max(trace.warmup + 1, static_cast<int>(input.options.first_bar));
}

Result<ObservedStrategy> ObservedStrategy::load(const StrategySource& source, const DataSet& data,
                                                Loader& loader) {
  CompileOptions options;
  options.file_name = source.file.string();
  STRATGEN_TRY(CompiledSource plain, loader.compile(source.text, options));
  CompiledObject object = plain.object;
  STRATGEN_CHECK(loader.load(std::move(plain), data));
  STRATGEN_TRY(InstrumentedSource instrumented, instrument(source.text));
  // What was added is ours, and what was there has been held against the rules.
  options.layers.text = options.layers.tree = false;
  options.debug_info = DebugInfo::Lines;
  if (auto observed = compile_guarded(instrumented.text, options))
    object = std::move(*observed);
  else
    instrumented = {};
  STRATGEN_TRY(Jit jit, Jit::create());
  STRATGEN_TRY(LinkedProgram linked,
               LinkedProgram::link(jit, object.object, traced_host_symbols()));
  Program program{object.class_name, linked.entry(), [text = object.object](std::ptrdiff_t offset) {
                    return source_line(text, offset).value_or(0);
                  }};
  return ObservedStrategy(std::move(instrumented), std::move(jit), std::move(linked),
                          std::move(program));
}

Result<std::vector<ParamDeclaration>> ObservedStrategy::declared(const DataSet& data) const {
  return declared_params(program_, data);
}

Result<ObservedRun> ObservedStrategy::run(const RunInput& input, int from, int to) const {
  ObservedRun run;
  STRATGEN_TRY(run.declared, declared(*input.data));
  STRATGEN_TRY(run.values, resolve_params(program_.name, run.declared, input.params));
  run.trace.from = from;
  run.trace.to = to;
  RunOptions options = input.options;
  options.fuel *= fuel_for_reports;
  RunMemory memory;
  memory.trace = &run.trace;
  auto report = run_backtest(program_, *input.data, run.declared, run.values, options, memory);
  const bool came_to_a_bar = run.trace.last_bar >= 0;
  if (report)
    run.report = std::move(*report);
  else if (came_to_a_bar)
    run.failure = std::move(report.error());
  else
    return tl::unexpected(std::move(report.error()));
  run.equity = std::move(memory.equity);
  run.position = positions(run.trace.orders.events, input.data->bars().size());
  return run;
}

}  // namespace stratgen
