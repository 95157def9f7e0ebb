#include "tests/compiler/jit/small_host.hpp"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>

namespace stratgen::test {

namespace {

constexpr std::uintptr_t stack_bytes = 3 << 20;

struct Running {
  std::jmp_buf out;
  Ran* ran = nullptr;
  abi::Budget budget{};
  std::deque<std::vector<double>> columns;
};

thread_local Running* running = nullptr;  // of the run on this thread

[[noreturn]] void leave(End end) {
  running->ran->end = end;
  std::longjmp(running->out, 1);
}

double* new_column(abi::Frame* frame) {
  return running->columns
      .emplace_back(static_cast<std::size_t>(frame->bars), std::numeric_limits<double>::quiet_NaN())
      .data();
}

double param(abi::Frame*, const char*, abi::ParamKind, double value) { return value; }
double param_between(abi::Frame*, const char*, abi::ParamKind, double value, double, double,
                     double) {
  return value;
}
void reject(abi::Frame*, const char*) { leave(End::Rejected); }
void stop(abi::Frame*, abi::Stop reason) {
  running->ran->stop = reason;
  leave(End::Stopped);
}

double outside(abi::Frame* frame, long ago) {
  if (frame == nullptr) stop(frame, abi::Stop::EmptySeries);
  if (ago < 0) stop(frame, abi::Stop::NegativeIndex);
  if (frame->phase == abi::Phase::Init) stop(frame, abi::Stop::NoCurrentValue);
  return std::numeric_limits<double>::quiet_NaN();
}

// Every indicator is the mean of the last n values of its first input.
void indicator(abi::Frame* frame, const char*, const double* const* inputs, int,
               const double* params, int, const double** outputs, int output_count) {
  const int n = static_cast<int>(params[0]);
  for (int k = 0; k < output_count; ++k) {
    double* const column = new_column(frame);
    for (int i = n - 1; i < frame->bars; ++i) {
      double sum = 0;
      for (int j = 0; j < n; ++j) sum += inputs[0][i - j];
      column[i] = sum / n;
    }
    outputs[k] = column;
  }
}

void column_done(abi::Frame*, const double*) {}
void asset(abi::Frame* frame, const char*, const char*, const double** columns) {
  for (int i = 0; i < 5; ++i) columns[i] = frame->close;
}
int start(abi::Frame* frame) {
  const int first = std::min(frame->warmup + 1, frame->bars);
  frame->phase = abi::Phase::Next;
  return first;
}
bool step(abi::Frame*) { return true; }
const abi::OrderState* place(abi::Frame*, bool, const abi::OrderRequest* request) {
  ++running->ran->orders;
  running->ran->tag = static_cast<double>(request->tag.number);
  return nullptr;
}
void cancel(abi::Frame*, const abi::OrderState*) {}
void close_position(abi::Frame*, double) {}
void close_trade(abi::Frame*, const abi::TradeState*, double) {}
void set_price(abi::Frame*, const abi::TradeState*, double) {}
const void* const* list(abi::Frame*, abi::ListKind, int* count) {
  *count = 0;
  return nullptr;
}
const abi::Day* day(abi::Frame*, int) {
  static constexpr abi::Day monday{};
  return &monday;
}
abi::Budget* budget() { return &running->budget; }
void out_of_fuel() { leave(End::OutOfFuel); }
void stack_overflow() { leave(End::StackOverflow); }
void trap() { leave(End::Trap); }

template <class Function>
HostSymbol symbol(const char* name, Function* address) {
  return {name, reinterpret_cast<void*>(address)};
}

}  // namespace

std::span<const HostSymbol> small_host() {
  static const std::array table = {symbol("sg_param", param),
                                   symbol("sg_param_between", param_between),
                                   symbol("sg_outside", outside),
                                   symbol("sg_start", start),
                                   symbol("sg_reject", reject),
                                   symbol("sg_stop", stop),
                                   symbol("sg_indicator", indicator),
                                   symbol("sg_new_column", new_column),
                                   symbol("sg_column_done", column_done),
                                   symbol("sg_asset", asset),
                                   symbol("sg_step", step),
                                   symbol("sg_place", place),
                                   symbol("sg_cancel", cancel),
                                   symbol("sg_close_position", close_position),
                                   symbol("sg_close_trade", close_trade),
                                   symbol("sg_set_sl", set_price),
                                   symbol("sg_set_tp", set_price),
                                   symbol("sg_list", list),
                                   symbol("sg_day", day),
                                   symbol("sg_budget", budget),
                                   symbol("sg_out_of_fuel", out_of_fuel),
                                   symbol("sg_stack_overflow", stack_overflow),
                                   symbol("sg_trap", trap)};
  return table;
}

Ran run(StrategyEntry entry, int bars, long fuel) {
  const auto size = static_cast<std::size_t>(bars);
  std::vector<double> prices(size);
  for (std::size_t i = 0; i < size; ++i) prices[i] = 100 + static_cast<double>(i);
  Ran ran;

  abi::Frame frame{};
  frame.abi_version = abi::version;
  frame.bars = bars;
  frame.warmup = 9;
  frame.open = frame.high = frame.low = frame.close = frame.volume = prices.data();
  frame.cash = 10'000;
  frame.wake_bar = bars;
  frame.periods_per_year = 252;

  Running here;
  here.ran = &ran;
  here.budget = {fuel, reinterpret_cast<std::uintptr_t>(&frame) - stack_bytes};
  running = &here;
  if (setjmp(here.out) == 0) entry(&frame);
  running = nullptr;
  return ran;
}

}  // namespace stratgen::test
