// The functions that instrumented text reports to. They change nothing that the run can see.
#include "runtime/engine/trace.hpp"

#include "runtime/engine/current_run.hpp"
#include "runtime/engine/run.hpp"

using stratgen::CurrentRun;
using stratgen::Observation;
using stratgen::Run;
using stratgen::Trace;
namespace abi = stratgen::abi;

namespace {

// Null where nothing is to be kept of the current bar.
Trace* watching(const Run& run) {
  Trace* const trace = run.trace();
  const abi::Frame& frame = run.frame();
  if (!trace || frame.phase != abi::Phase::Next || !trace->keeps(frame.bar)) return nullptr;
  trace->full = trace->full || trace->observations.size() >= trace->most_observations;
  return trace->full ? nullptr : trace;
}

}  // namespace

extern "C" {

bool sg_watching() { return watching(CurrentRun::get()) != nullptr; }

void sg_watch(int id, int operands, double value, double left, double right, double left_before,
              double right_before) {
  const Run& run = CurrentRun::get();
  if (Trace* const trace = watching(run)) {
    trace->observations.push_back(
        {run.frame().bar, id, operands, value, left, right, left_before, right_before});
  }
}

// The strategy is at a marked place: at a call that orders, or at a return.
void sg_mark(int id) {
  const Run& run = CurrentRun::get();
  Trace* const trace = run.trace();
  if (!trace || run.frame().phase != abi::Phase::Next) return;
  trace->orders.call = id;
  if (watching(run) && trace->calls.size() < trace->most_observations)
    trace->calls.emplace_back(run.frame().bar, id);
}

void sg_member(int id, double value) {
  const Run& run = CurrentRun::get();
  Trace* const trace = run.trace();
  if (!trace) return;
  if (run.frame().phase == abi::Phase::Init)
    trace->constants[id] = value;
  else if (trace->keeps(run.frame().bar))
    trace->members.push_back({run.frame().bar, id, value});
}

void sg_member_series(int id, const double* column) {
  const Run& run = CurrentRun::get();
  if (Trace* const trace = run.trace()) trace->series[id].assign(column, column + run.frame().bars);
}

}  // extern "C"

namespace stratgen {

std::span<const HostSymbol> traced_host_symbols() {
  static const std::vector<HostSymbol> symbols = [] {
    const auto ordinary = host_symbols();
    std::vector<HostSymbol> all(ordinary.begin(), ordinary.end());
#define STRATGEN_SYMBOL(name) all.push_back({#name, reinterpret_cast<void*>(&(name))})
    STRATGEN_SYMBOL(sg_watching);
    STRATGEN_SYMBOL(sg_watch);
    STRATGEN_SYMBOL(sg_mark);
    STRATGEN_SYMBOL(sg_member);
    STRATGEN_SYMBOL(sg_member_series);
#undef STRATGEN_SYMBOL
    return all;
  }();
  return symbols;
}

}  // namespace stratgen
