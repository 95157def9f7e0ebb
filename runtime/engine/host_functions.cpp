// The functions emitted code may call. Each one is thin: it reads what its arguments point to, asks
// the Run, and ends the run if that failed. A HostCall stands around what the signal belt must not
// jump out of: not around the reading and writing of memory that emitted code named. Run::end()
// jumps out as well, so nothing here may own anything at that point.
#include "runtime/engine/current_run.hpp"
#include "runtime/engine/program.hpp"
#include "runtime/engine/run.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
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

CurrentRun::CurrentRun(Run& run) : previous_(current) {
  wear_signal_belt();
  current = &run;
}
CurrentRun::~CurrentRun() { current = previous_; }
Run* CurrentRun::find() { return current; }

}  // namespace stratgen

// What emitted code points to may be nothing: the belt makes that the strategy's fault, so UBSan
// need not.
#pragma clang attribute push(__attribute__((no_sanitize("null", "alignment"))), apply_to = function)

namespace {

// While it lives, a fault is the host's own. What emitted code passes as its frame is not believed.
class HostCall {
 public:
  HostCall() { run.enter_host(true); }
  ~HostCall() { run.enter_host(false); }
  HostCall(const HostCall&) = delete;
  HostCall& operator=(const HostCall&) = delete;

  void end_if_failed(const void* caller) {
    if (run.failed()) run.end(caller);
  }

  Run& run = CurrentRun::get();
};

[[noreturn]] void stop_current(abi::Stop reason, const void* caller) {
  HostCall host;
  host.run.fail_with(reason);
  host.run.end(caller);
}

// Whether a handle is to what the run's broker made. Reads it, so this comes before the HostCall,
// unless it cannot be a state at all: no reference may be bound to that.
template <class State>
bool is_known(const State* state) {
  const bool may_be_read =
      state != nullptr && reinterpret_cast<std::uintptr_t>(state) % alignof(State) == 0;
  return may_be_read && CurrentRun::get().broker().knows(*state);
}

// As much as any indicator takes and gives.
constexpr int most_columns = 8;

// They are few: a loop is faster than a call.
#define STRATGEN_COPIES_FEW [[clang::no_builtin("memcpy")]]

// The numbers in memory that emitted code named.
template <class T>
struct Copied {
  std::array<T, most_columns> values;
  std::size_t count;

  STRATGEN_COPIES_FEW Copied(const T* from, int size)
      : count(static_cast<std::size_t>(std::clamp(size, 0, most_columns))) {
#pragma clang loop vectorize(disable) unroll(disable)
    for (std::size_t i = 0; i < count; ++i) values[i] = from[i];
  }
  std::span<const T> all() const { return {values.data(), count}; }
};

// These fault here, where that may end the run, if what is pointed to is not all there.
std::string_view read_name(const char* name) {
  std::size_t length = 0;  // a few: a loop is faster than a call
#pragma clang loop vectorize(disable) unroll(disable)
  while (name[length] != 0) ++length;
  return {name, length};
}
void read_through(const double* column, std::size_t size) {
  constexpr std::size_t doubles_per_page = 4096 / sizeof(double);
  if (!column || size == 0) return;
  const volatile double* const values = column;
  for (std::size_t i = 0; i < size; i += doubles_per_page) static_cast<void>(values[i]);
  static_cast<void>(values[size - 1]);
}
void read_through(const abi::OrderRequest* request) {
  const volatile char* const bytes = reinterpret_cast<const volatile char*>(request);
  static_cast<void>(bytes[0]);
  static_cast<void>(bytes[sizeof *request - 1]);
}

double param(const char* name, abi::ParamKind kind, double value, const abi::ParamRange* range,
             const void* caller) {
  const std::string_view text = CurrentRun::get().describing() ? name : std::string_view();
  HostCall host;
  double result = value;
  if (host.run.frame().phase != abi::Phase::Params)
    host.run.fail_wrong_phase("param()", "a member's initialiser");
  else
    result = host.run.param(text, kind, value, range);
  // The caller converts without a check.
  constexpr double limit = std::numeric_limits<int>::max();
  if (kind == abi::ParamKind::Int && !(result >= -limit && result <= limit))
    host.run.fail_with(abi::Stop::Trap);
  host.end_if_failed(caller);
  return result;
}

}  // namespace

// In a function that emitted code calls: where it goes on after the call.
#define STRATGEN_CALLER __builtin_return_address(0)

extern "C" {

double sg_param(abi::Frame*, const char* name, abi::ParamKind kind, double value) {
  return param(name, kind, value, nullptr, STRATGEN_CALLER);
}

double sg_param_between(abi::Frame*, const char* name, abi::ParamKind kind, double value,
                        double min, double max, double step) {
  const abi::ParamRange range{min, max, step};
  return param(name, kind, value, &range, STRATGEN_CALLER);
}

void sg_reject(abi::Frame*, const char* reason) {
  const std::string_view text(reason);
  HostCall host;
  host.run.reject(text);
  host.run.end(STRATGEN_CALLER);
}

void sg_stop(abi::Frame*, abi::Stop reason) { stop_current(reason, STRATGEN_CALLER); }

double sg_outside(abi::Frame* frame, long ago) {
  if (frame == nullptr) stop_current(abi::Stop::EmptySeries, STRATGEN_CALLER);
  if (ago < 0) stop_current(abi::Stop::NegativeIndex, STRATGEN_CALLER);
  const abi::Phase phase = CurrentRun::get().frame().phase;
  if (phase == abi::Phase::Params || phase == abi::Phase::Init)
    stop_current(abi::Stop::NoCurrentValue, STRATGEN_CALLER);
  return std::numeric_limits<double>::quiet_NaN();
}

STRATGEN_COPIES_FEW
void sg_indicator(abi::Frame*, const char* name, const double* const* inputs, int input_count,
                  const double* params, int param_count, const double** outputs, int output_count) {
  const std::string_view text = read_name(name);
  const Copied<const double*> columns(inputs, input_count);
  const Copied<double> numbers(params, param_count);
  for (const double* const column : columns.all()) read_through(column, CurrentRun::get().bars());
  Copied<const double*> computed(nullptr, 0);
  computed.count = static_cast<std::size_t>(std::clamp(output_count, 0, most_columns));
  {
    HostCall host;
    if (host.run.require_init(text))
      host.run.indicator({text, columns.all(), numbers.all()},
                         {computed.values.data(), computed.count});
    host.end_if_failed(STRATGEN_CALLER);
  }
#pragma clang loop vectorize(disable) unroll(disable)
  for (std::size_t i = 0; i < computed.count; ++i) outputs[i] = computed.values[i];
}

double* sg_new_column(abi::Frame*) {
  HostCall host;
  double* const column = host.run.require_init("a new series") ? host.run.new_column() : nullptr;
  host.end_if_failed(STRATGEN_CALLER);
  return column;
}

void sg_column_done(abi::Frame*, const double* column) { CurrentRun::get().column_done(column); }

void sg_asset(abi::Frame*, const char* symbol, const char* timeframe, const double** columns) {
  const std::string_view text(symbol), frame(timeframe);
  std::array<const double*, 5> found{};
  {
    HostCall host;
    if (host.run.require_init("asset()")) host.run.asset(text, frame, found);
    host.end_if_failed(STRATGEN_CALLER);
  }
  std::ranges::copy(found, columns);
}

int sg_start(abi::Frame*) {
  HostCall host;
  return host.run.start();
}

bool sg_step(abi::Frame*) {
  HostCall host;
  const bool goes_on = host.run.step();
  host.end_if_failed(STRATGEN_CALLER);
  return goes_on;
}

const abi::OrderState* sg_place(abi::Frame*, bool is_long, const abi::OrderRequest* request) {
  read_through(request);
  HostCall host;
  const bool allowed = host.run.require_next("an order") && host.run.spend_on_orders(1);
  const abi::OrderState* const order = allowed ? host.run.place(is_long, *request) : nullptr;
  host.end_if_failed(STRATGEN_CALLER);
  return order;
}

void sg_cancel(abi::Frame*, const abi::OrderState* order) {
  const bool known = is_known(order);
  HostCall host;
  if (!known) host.run.fail_unknown("an order");
  if (known && host.run.require_next("cancel()") && host.run.spend_on_cancel())
    host.run.broker().cancel(*order);
  host.end_if_failed(STRATGEN_CALLER);
}

void sg_close_position(abi::Frame*, double portion) {
  HostCall host;
  if (host.run.require_next("position.close()") &&
      host.run.spend_on_orders(host.run.broker().open_trades().size())) {
    host.run.accept(host.run.broker().close_position(portion));
  }
  host.end_if_failed(STRATGEN_CALLER);
}

void sg_close_trade(abi::Frame*, const abi::TradeState* trade, double portion) {
  const bool known = is_known(trade);
  HostCall host;
  if (!known) host.run.fail_unknown("a trade");
  if (known && host.run.require_next("close()") && host.run.spend_on_orders(1))
    host.run.accept(host.run.broker().close(*trade, portion));
  host.end_if_failed(STRATGEN_CALLER);
}

void sg_set_sl(abi::Frame*, const abi::TradeState* trade, double price) {
  const bool known = is_known(trade);
  HostCall host;
  if (!known) host.run.fail_unknown("a trade");
  if (known && host.run.require_next("set_sl()") && host.run.spend_on_orders(1))
    host.run.accept(host.run.broker().set_sl(*trade, price));
  host.end_if_failed(STRATGEN_CALLER);
}

void sg_set_tp(abi::Frame*, const abi::TradeState* trade, double price) {
  const bool known = is_known(trade);
  HostCall host;
  if (!known) host.run.fail_unknown("a trade");
  if (known && host.run.require_next("set_tp()") && host.run.spend_on_orders(1))
    host.run.accept(host.run.broker().set_tp(*trade, price));
  host.end_if_failed(STRATGEN_CALLER);
}

const void* const* sg_list(abi::Frame*, abi::ListKind kind, int* count) {
  int size = 0;
  const void* const* states = nullptr;
  {
    HostCall host;
    if (host.run.spend_on_list(kind)) states = host.run.broker().list(kind, size);
    host.end_if_failed(STRATGEN_CALLER);
  }
  *count = size;
  return states;
}

const abi::Day* sg_day(abi::Frame*, int bar) {
  HostCall host;
  const abi::Day* const day = host.run.day(bar);
  host.end_if_failed(STRATGEN_CALLER);
  return day;
}

abi::Budget* sg_budget() { return &CurrentRun::get().budget(); }
void sg_out_of_fuel() { stop_current(abi::Stop::OutOfBudget, STRATGEN_CALLER); }
void sg_stack_overflow() { stop_current(abi::Stop::StackOverflow, STRATGEN_CALLER); }
void sg_trap() { stop_current(abi::Stop::Trap, STRATGEN_CALLER); }

}  // extern "C"

#pragma clang attribute pop
#undef STRATGEN_CALLER

namespace stratgen {

std::span<const HostSymbol> host_symbols() {
#define STRATGEN_SYMBOL(name) {#name, reinterpret_cast<void*>(&name)}
  static const HostSymbol symbols[] = {
      STRATGEN_SYMBOL(sg_param),          STRATGEN_SYMBOL(sg_reject),
      STRATGEN_SYMBOL(sg_stop),           STRATGEN_SYMBOL(sg_indicator),
      STRATGEN_SYMBOL(sg_new_column),     STRATGEN_SYMBOL(sg_column_done),
      STRATGEN_SYMBOL(sg_asset),          STRATGEN_SYMBOL(sg_step),
      STRATGEN_SYMBOL(sg_place),          STRATGEN_SYMBOL(sg_cancel),
      STRATGEN_SYMBOL(sg_close_position), STRATGEN_SYMBOL(sg_close_trade),
      STRATGEN_SYMBOL(sg_set_sl),         STRATGEN_SYMBOL(sg_set_tp),
      STRATGEN_SYMBOL(sg_list),           STRATGEN_SYMBOL(sg_day),
      STRATGEN_SYMBOL(sg_budget),         STRATGEN_SYMBOL(sg_out_of_fuel),
      STRATGEN_SYMBOL(sg_stack_overflow), STRATGEN_SYMBOL(sg_trap),
      STRATGEN_SYMBOL(sg_outside),        STRATGEN_SYMBOL(sg_start),
      STRATGEN_SYMBOL(sg_param_between),
  };
#undef STRATGEN_SYMBOL
  return symbols;
}

}  // namespace stratgen
