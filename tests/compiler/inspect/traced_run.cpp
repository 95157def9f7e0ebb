#include "tests/compiler/inspect/traced_run.hpp"

#include "compiler/frontend/compile.hpp"
#include "compiler/jit/program.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace stratgen;

namespace {

Result<Report> run(std::string_view source, const CompileOptions& how,
                   std::span<const HostSymbol> symbols, const DataSet& data,
                   const RunOptions& options, Trace* trace) {
  auto object = compile(source, how);
  if (!object)
    for (const Diagnostic& each : object.error().diagnostics)
      MESSAGE(each.line << ":" << each.column << ": " << each.message);
  REQUIRE(object);
  auto jit = Jit::create();
  REQUIRE(jit);
  auto linked = LinkedProgram::link(*jit, object->object, symbols);
  REQUIRE(linked);
  const Program program{object->class_name, linked->entry()};
  const auto declared = declared_params(program, data);
  if (!declared) return tl::unexpected(declared.error());
  std::vector<double> values;
  for (const ParamDeclaration& each : *declared) values.push_back(each.value);
  RunMemory memory;
  memory.trace = trace;
  return run_backtest(program, data, *declared, values, options, memory);
}

}  // namespace

TracedRun run_traced(std::string_view source, const DataSet& data, const RunOptions& options,
                     int from, int to) {
  auto instrumented = instrument(source);
  REQUIRE(instrumented);
  Trace trace;
  trace.from = from;
  trace.to = to;
  CompileOptions how;
  how.layers.text = how.layers.tree = false;
  auto report = run(instrumented->text, how, traced_host_symbols(), data, options, &trace);
  return {std::move(*instrumented), std::move(trace), std::move(report)};
}

Result<Report> run_plain(std::string_view source, const DataSet& data, const RunOptions& options) {
  return run(source, {}, host_symbols(), data, options, nullptr);
}
