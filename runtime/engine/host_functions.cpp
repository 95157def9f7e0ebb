// The functions emitted code may call. Each one is thin: it asks the Run, and ends the run if that
// failed. Run::end() jumps out over this frame, so nothing here may own anything at that point.
#include "runtime/engine/current_run.hpp"
#include "runtime/engine/program.hpp"
#include "runtime/engine/run.hpp"

#include <limits>
#include <span>

using stratgen::CurrentRun;
using stratgen::Run;
namespace abi = stratgen::abi;

namespace stratgen {
namespace {

// One per thread: a trap has no argument that could lead to its run.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
thread_local Run* current = nullptr;

}  // namespace

CurrentRun::CurrentRun(Run& run) : previous_(current) { current = &run; }
CurrentRun::~CurrentRun() { current = previous_; }
Run& CurrentRun::get() { return *current; }

}  // namespace stratgen

namespace {

Run& run_of(abi::Frame* frame) { return *static_cast<Run*>(frame->host); }

void end_if_failed(Run& run, const void* caller) {
  if (run.failed()) run.end(caller);
}

[[noreturn]] void stop_current(abi::Stop reason, const void* caller) {
  Run& run = CurrentRun::get();
  run.fail_with(reason);
  run.end(caller);
}

double param(abi::Frame* frame, const char* name, abi::ParamKind kind, double value,
             const abi::ParamRange* range, const void* caller) {
  Run& run = run_of(frame);
  double result = value;
  if (frame->phase != abi::Phase::Params)
    run.fail_wrong_phase("param()", "a member's initialiser");
  else
    result = run.param(name, kind, value, range);
  // The caller converts without a check.
  constexpr double limit = std::numeric_limits<int>::max();
  if (kind == abi::ParamKind::Int && !(result >= -limit && result <= limit))
    run.fail_with(abi::Stop::Trap);
  end_if_failed(run, caller);
  return result;
}

std::span<const double> doubles(const double* values, int count) {
  return {values, static_cast<std::size_t>(count)};
}

}  // namespace

// In a function that emitted code calls: where it goes on after the call.
#define STRATGEN_CALLER __builtin_return_address(0)

extern "C" {

double sg_param(abi::Frame* frame, const char* name, abi::ParamKind kind, double value) {
  return param(frame, name, kind, value, nullptr, STRATGEN_CALLER);
}

double sg_param_between(abi::Frame* frame, const char* name, abi::ParamKind kind, double value,
                        double min, double max, double step) {
  const abi::ParamRange range{min, max, step};
  return param(frame, name, kind, value, &range, STRATGEN_CALLER);
}

void sg_reject(abi::Frame* frame, const char* reason) {
  Run& run = run_of(frame);
  run.reject(reason);
  run.end(STRATGEN_CALLER);
}

void sg_stop(abi::Frame*, abi::Stop reason) { stop_current(reason, STRATGEN_CALLER); }

double sg_outside(abi::Frame* frame, long ago) {
  if (frame == nullptr) stop_current(abi::Stop::EmptySeries, STRATGEN_CALLER);
  if (ago < 0) stop_current(abi::Stop::NegativeIndex, STRATGEN_CALLER);
  if (frame->phase == abi::Phase::Params || frame->phase == abi::Phase::Init)
    stop_current(abi::Stop::NoCurrentValue, STRATGEN_CALLER);
  return std::numeric_limits<double>::quiet_NaN();
}

void sg_indicator(abi::Frame* frame, const char* name, const double* const* inputs, int input_count,
                  const double* params, int param_count, const double** outputs, int output_count) {
  Run& run = run_of(frame);
  if (run.require_init(name)) {
    run.indicator(name, {inputs, static_cast<std::size_t>(input_count)},
                  doubles(params, param_count), {outputs, static_cast<std::size_t>(output_count)});
  }
  end_if_failed(run, STRATGEN_CALLER);
}

double* sg_new_column(abi::Frame* frame) {
  Run& run = run_of(frame);
  double* const column = run.require_init("a new series") ? run.new_column() : nullptr;
  end_if_failed(run, STRATGEN_CALLER);
  return column;
}

void sg_column_done(abi::Frame* frame, const double* column) { run_of(frame).column_done(column); }

void sg_asset(abi::Frame* frame, const char* symbol, const double** columns) {
  Run& run = run_of(frame);
  if (run.require_init("asset()")) run.asset(symbol, columns);
  end_if_failed(run, STRATGEN_CALLER);
}

int sg_start(abi::Frame* frame) { return run_of(frame).start(); }

void sg_step(abi::Frame* frame) { run_of(frame).broker().step(); }

void sg_ruin(abi::Frame* frame) { run_of(frame).broker().ruin(); }

const abi::OrderState* sg_place(abi::Frame* frame, bool is_long, const abi::OrderRequest* request) {
  Run& run = run_of(frame);
  abi::OrderRequest complete = *request;
  complete.is_long = is_long;
  const bool allowed = run.require_next("an order") && run.spend_on_orders(1);
  const abi::OrderState* const order = allowed ? run.place(complete) : nullptr;
  end_if_failed(run, STRATGEN_CALLER);
  return order;
}

void sg_cancel(abi::Frame* frame, const abi::OrderState* order) {
  Run& run = run_of(frame);
  if (run.spend_on_cancel()) run.broker().cancel(*order);
  end_if_failed(run, STRATGEN_CALLER);
}

void sg_close_position(abi::Frame* frame, double portion) {
  Run& run = run_of(frame);
  if (run.require_next("position.close()") &&
      run.spend_on_orders(run.broker().open_trades().size())) {
    run.accept(run.broker().close_position(portion));
  }
  end_if_failed(run, STRATGEN_CALLER);
}

void sg_close_trade(abi::Frame* frame, const abi::TradeState* trade, double portion) {
  Run& run = run_of(frame);
  if (run.spend_on_orders(1)) run.accept(run.broker().close(*trade, portion));
  end_if_failed(run, STRATGEN_CALLER);
}

void sg_set_sl(abi::Frame* frame, const abi::TradeState* trade, double price) {
  Run& run = run_of(frame);
  if (run.spend_on_orders(1)) run.accept(run.broker().set_sl(*trade, price));
  end_if_failed(run, STRATGEN_CALLER);
}

void sg_set_tp(abi::Frame* frame, const abi::TradeState* trade, double price) {
  Run& run = run_of(frame);
  if (run.spend_on_orders(1)) run.accept(run.broker().set_tp(*trade, price));
  end_if_failed(run, STRATGEN_CALLER);
}

const void* const* sg_list(abi::Frame* frame, abi::ListKind kind, int* count) {
  Run& run = run_of(frame);
  if (!run.spend_on_list(kind)) run.end(STRATGEN_CALLER);
  return run.broker().list(kind, *count);
}

const abi::Day* sg_day(abi::Frame* frame, int bar) { return run_of(frame).day(bar); }

abi::Budget* sg_budget() { return &CurrentRun::get().budget(); }
void sg_out_of_fuel() { stop_current(abi::Stop::OutOfBudget, STRATGEN_CALLER); }
void sg_stack_overflow() { stop_current(abi::Stop::StackOverflow, STRATGEN_CALLER); }
void sg_trap() { stop_current(abi::Stop::Trap, STRATGEN_CALLER); }

}  // extern "C"
#undef STRATGEN_CALLER

namespace stratgen {

std::span<const HostSymbol> host_symbols() {
#define STRATGEN_SYMBOL(name) {#name, reinterpret_cast<void*>(&name)}
  static const HostSymbol symbols[] = {
      STRATGEN_SYMBOL(sg_param),       STRATGEN_SYMBOL(sg_reject),
      STRATGEN_SYMBOL(sg_stop),        STRATGEN_SYMBOL(sg_indicator),
      STRATGEN_SYMBOL(sg_new_column),  STRATGEN_SYMBOL(sg_column_done),
      STRATGEN_SYMBOL(sg_asset),       STRATGEN_SYMBOL(sg_step),
      STRATGEN_SYMBOL(sg_ruin),        STRATGEN_SYMBOL(sg_place),
      STRATGEN_SYMBOL(sg_cancel),      STRATGEN_SYMBOL(sg_close_position),
      STRATGEN_SYMBOL(sg_close_trade), STRATGEN_SYMBOL(sg_set_sl),
      STRATGEN_SYMBOL(sg_set_tp),      STRATGEN_SYMBOL(sg_list),
      STRATGEN_SYMBOL(sg_day),         STRATGEN_SYMBOL(sg_budget),
      STRATGEN_SYMBOL(sg_out_of_fuel), STRATGEN_SYMBOL(sg_stack_overflow),
      STRATGEN_SYMBOL(sg_trap),        STRATGEN_SYMBOL(sg_outside),
      STRATGEN_SYMBOL(sg_start),       STRATGEN_SYMBOL(sg_param_between),
  };
#undef STRATGEN_SYMBOL
  return symbols;
}

}  // namespace stratgen
