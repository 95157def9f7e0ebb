#include "runtime/engine/run.hpp"

#include "runtime/engine/current_run.hpp"
#include "runtime/engine/indicator_work.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>

namespace stratgen {
namespace {

// Room for the largest frame that compile() lets pass; a TBB worker has 4 MB in all.
constexpr unsigned long stack_for_strategies = 3 << 20;
constexpr std::size_t call_cost = 100;  // of the host, in units of fuel

// Beside RunOptions::fuel, so that long histories are no matter of it.
constexpr long fuel_per_bar = 1000;

// Addresses further from the entry are not looked up as places of a program.
constexpr std::ptrdiff_t longest_program = 16 << 20;

std::string describe(abi::Stop reason) {
  switch (reason) {
    case abi::Stop::NegativeIndex:
      return "a negative index: series count bars back, the future has no name";
    case abi::Stop::EmptySeries:
      return "a Series is used that init() never assigned";
    case abi::Stop::NegativeShift:
      return "shift, change and pct_change look back: n must be at least 0";
    case abi::Stop::NoCurrentValue:
      return "a series has no current value in init(); use it in next()";
    case abi::Stop::ListFull:
      return "push_back on a List that is full";
    case abi::Stop::ListRange:
      return "an index outside the elements of a list or array";
    case abi::Stop::WrongPhase:
      return "orders, position, trades and equity exist in next() only; indicators, asset, "
             "each_bar and "
             "new series in init() only";
    case abi::Stop::OutOfBudget:
      return "the budget of loop iterations and calls is spent; does a loop end?";
    case abi::Stop::StackOverflow:
      return "the stack is full; does a recursion end?";
    case abi::Stop::Trap:
      return "an array index out of bounds, an integer overflow, a division by zero or a "
             "conversion out of range";
  }
  return "stopped";
}

Ending ending_of(abi::Stop reason) {
  switch (reason) {
    case abi::Stop::NegativeIndex:
    case abi::Stop::NegativeShift:
    case abi::Stop::ListFull:
    case abi::Stop::ListRange:
    case abi::Stop::Trap:
      return Ending::Trap;
    case abi::Stop::OutOfBudget:
    case abi::Stop::StackOverflow:
      return Ending::OutOfBudget;
    case abi::Stop::EmptySeries:
    case abi::Stop::NoCurrentValue:
    case abi::Stop::WrongPhase:
      break;
  }
  return Ending::Failed;
}

}  // namespace

Run::Run(const Program& program, const DataSet& data, std::span<const double> params,
         const RunOptions& options, RunMemory& memory)
    : program_(program),
      data_(data),
      options_(options),
      kernels_(curve_kernels(options.isa)),
      equity_(memory.equity),
      pieces_(memory.pieces),
      trace_(memory.trace),
      broker_(frame_, data.bars(), options.broker, memory.broker,
              memory.trace ? &memory.trace->orders : nullptr),
      memo_(memory.indicators) {
  const Bars& bars = data.bars();
  first_frame_.abi_version = abi::version;
  first_frame_.bars = static_cast<int>(bars.size());
  first_frame_.first_bar = static_cast<int>(options.first_bar);
  first_frame_.open = bars.open.data();
  first_frame_.high = bars.high.data();
  first_frame_.low = bars.low.data();
  first_frame_.close = bars.close.data();
  first_frame_.volume = bars.volume.data();
  first_frame_.periods_per_year = data.periods_per_year();
  first_frame_.host = this;
  restart(params, memory.signals);
}

void Run::restart(std::span<const double> params, abi::Signals* signals) {
  params_ = params;
  frame_ = first_frame_;
  frame_.signals = signals;
  broker_.restart();
  equity_.clear();
  pieces_.clear();
  pieces_.push_back({0, account()});
  ruined_ = false;
  reach_ = 0;
  declared_.clear();
  next_param_ = next_indicator_ = 0;
  series_bytes_ = 0;
  columns_.clear();
  shared_columns_.clear();
  failed_ = false;
  ending_ = Ending::Completed;
  failed_at_ = nullptr;
  machine_fault_.signal = 0;
  machine_fault_.depth = 0;
}

bool Run::call_guarded() {
  budget_.fuel = options_.fuel + fuel_per_bar * frame_.bars;
  budget_.stack_limit =
      reinterpret_cast<unsigned long>(__builtin_frame_address(0)) - stack_for_strategies;
  {
    // Emitted code has no destructors and host functions hold nothing when they call end(), so the
    // jump back skips no clean-up.
    const CurrentRun as_current(*this);
    if (setjmp(guard_) == 0) {
      enter_host(false);
      program_.entry(&frame_);
    }
    enter_host(true);
  }
  if (trace_) {
    trace_->warmup = frame_.warmup;
    trace_->last_bar = frame_.phase == abi::Phase::Next ? frame_.bar : -1;
  }
  if (machine_fault_.signal != 0)
    fail_because(Ending::Trap, [&] { return describe_signal(machine_fault_.signal); });
  return !failed_;
}

Result<void> Run::execute() {
  const bool done = call_guarded() && conclude();
  write_equity();
  if (!done) return tl::unexpected(located());
  return {};
}

Ending Run::finish() {
  explains_ = false;
  if (!call_guarded() || (frame_.signals && frame_.signals->written)) return ending_;
  return conclusion();
}

Result<std::vector<ParamDeclaration>> Run::declared_params() {
  frame_.bars = 0;
  describing_ = true;
  if (!call_guarded()) return tl::unexpected(located());
  return declared_;
}

void Run::end(const void* caller) {
  failed_at_ = caller;
  longjmp(guard_, 1);
}

// --- Failures ---

Error Run::located() const {
  return Error{failure_.fault, fmt::format("{}{} {}: {}", program_.name, place_in_source(),
                                           place_in_time(), failure_.message)};
}

std::string Run::place_in_source() const {
  if (!program_.line_of || !failed_at_) return "";
  int line = line_of(failed_at_);
  if (machine_fault_.signal != 0) {
    // Perhaps in a function that emitted code called: its return address is near the stack's top.
    for (std::size_t i = 0; i < machine_fault_.depth && line == 0; ++i)
      line = line_of(machine_fault_.stack[i]);
  }
  return line == 0 ? "" : fmt::format(" line {},", line);
}

int Run::line_of(const void* caller) const {
  const auto entry = reinterpret_cast<std::uintptr_t>(program_.entry);
  const auto offset = static_cast<std::ptrdiff_t>(reinterpret_cast<std::uintptr_t>(caller) - entry);
  return std::abs(offset) < longest_program ? program_.line_of(offset) : 0;
}

std::string Run::place_in_time() const {
  switch (frame_.phase) {
    case abi::Phase::Params:
      return "in its members' initialisers";
    case abi::Phase::Init:
      return "in init()";
    case abi::Phase::EachBar:
      return fmt::format("in each_bar() at bar {}", frame_.bar);
    case abi::Phase::Next:
      break;
  }
  const Bars& bars = data_.bars();
  const auto bar = static_cast<std::size_t>(frame_.bar);
  if (bar >= bars.size()) return "at a bar that does not exist";
  const std::string when = to_iso(bars.time[bar], bars.clock);
  if (bars.clock == Clock::Numbers) return fmt::format("at bar {}", frame_.bar);
  return fmt::format("at bar {} ({})", frame_.bar,
                     when.ends_with("T00:00:00") ? when.substr(0, 10) : when);
}

void Run::fail_with(abi::Stop reason) {
  fail_because(ending_of(reason), [&] { return describe(reason); });
}

void Run::fail_wrong_phase(std::string_view what, std::string_view where) {
  fail_because(Ending::Failed, [&] { return fmt::format("{} belongs in {}", what, where); });
}

bool Run::require_init(std::string_view what) {
  // Members may be initialised with indicators: for the strategy that is part of init().
  if (frame_.phase == abi::Phase::Init || frame_.phase == abi::Phase::Params) return true;
  fail_wrong_phase(what, "init()");
  return false;
}

void Run::reject(std::string_view reason) {
  fail_because(Ending::Rejected,
               [&] { return fmt::format("rejected its parameters: {}", reason); });
}

// --- What emitted code asks for ---

double Run::param(std::string_view name, abi::ParamKind kind, double value,
                  const abi::ParamRange* range) {
  if (!spend(call_cost + declared_.size()) || !describing_)
    return next_param_ < params_.size() ? params_[next_param_++] : value;
  for (const ParamDeclaration& earlier : declared_) {
    if (earlier.name == name) {
      fail_because(Ending::Failed,
                   [&] { return fmt::format("parameter \"{}\" is declared twice", name); });
      return value;
    }
  }
  if (range && !(range->step > 0)) {
    fail_because(Ending::Failed, [&] {
      return fmt::format(
          "parameter \"{}\": the step of its range is {}; write {{min, max, step}} "
          "with a step above 0",
          name, range->step);
    });
    return value;
  }
  if (range && !(range->min <= value && value <= range->max)) {
    fail_because(Ending::Failed, [&] {
      return fmt::format("parameter \"{}\": its default {} lies outside its range {} to {} by {}",
                         name, value, range->min, range->max, range->step);
    });
    return value;
  }
  declared_.push_back({std::string(name), kind, value, std::nullopt});
  if (range) declared_.back().range = *range;
  return value;
}

// Whether nothing else can come to lie at its address while the memo holds what was computed of it.
bool Run::is_lasting(const double* column) const {
  return memo_->holds(column) || data_.indicators().is_source(column);
}

// Null if it fails.
IndicatorCache::Columns Run::columns_of(const IndicatorCall& call) {
  std::vector<std::span<const double>> columns;
  for (const double* const input : call.inputs) {
    if (input == nullptr) {
      fail_with(abi::Stop::EmptySeries);
      return nullptr;
    }
    columns.emplace_back(input, bars());
  }
  auto computed = data_.indicators().get(call.name, columns, call.params);
  if (computed) return std::move(*computed);
  fail_because(Ending::Failed, [&] { return computed.error().message; }, computed.error().fault);
  return nullptr;
}

// Null if it fails; else valid until the next call.
const IndicatorMemo::Known* Run::compute(const IndicatorCall& call) {
  const IndicatorCache::Columns columns = columns_of(call);
  if (!columns) return nullptr;
  shared_columns_.push_back(columns);
  unkept_.emplace(columns, warmup_of(*columns), indicator_work(call.name, call.params, bars()));
  if (!memo_ || !std::ranges::all_of(call.inputs, [&](const double* c) { return is_lasting(c); }))
    return &*unkept_;
  return &memo_->add(call, std::move(*unkept_));
}

void Run::indicator(const IndicatorCall& call, std::span<const double*> outputs) {
  if (frame_.bars == 0) {  // only the parameters are asked for
    for (const double*& output : outputs) output = nullptr;
    return;
  }
  const IndicatorMemo::Known* known = memo_ ? memo_->find(call, next_indicator_++) : nullptr;
  const std::size_t work = known ? known->work : indicator_work(call.name, call.params, bars());
  if (!take_memory_for(outputs.size()) || !spend(work)) return;
  if (!known) known = compute(call);
  if (!known) return;
  if (outputs.size() != known->count)
    return fail_because(Ending::Failed,
                        [&] { return fmt::format("{} has {} outputs", call.name, known->count); });
#pragma clang loop vectorize(disable) unroll(disable)
  for (std::size_t i = 0; i < outputs.size(); ++i) outputs[i] = known->outputs[i];
  frame_.warmup = std::max(frame_.warmup, known->warmup);
}

double* Run::new_column() {
  if (!take_memory_for(1) || !spend(call_cost + bars() / 2)) return nullptr;
  auto& column = columns_.emplace_back(std::make_unique<double[]>(bars() + 1));
  std::fill_n(column.get(), bars(), std::numeric_limits<double>::quiet_NaN());
  return column.get();
}

// A series without any value does not delay the start.
void Run::column_done(const double* column) {
  frame_.warmup = std::max(frame_.warmup, warmup_of(std::span(column, bars())));
}

void Run::asset(std::string_view symbol, std::string_view timeframe,
                std::span<const double*, 5> columns) {
  std::ranges::fill(columns, nullptr);
  if (frame_.bars == 0 || !spend(call_cost)) return;
  const auto found = data_.asset(std::string(symbol), std::string(timeframe));
  if (!found) {
    fail_because(Ending::Failed, [&] { return found.error().message; }, found.error().fault);
    return;
  }
  const AlignedAsset& asset = **found;
  const std::vector<double>* const all[] = {&asset.open, &asset.high, &asset.low, &asset.close,
                                            &asset.volume};
  for (std::size_t i = 0; i < 5; ++i) columns[i] = all[i]->data();
}

void Run::accept(const Refusal& refusal) {
  if (!refusal) return;
  if (trace_) note_refusal(refusal);
  if (options_.skip_refused_orders)
    ++broker_.warnings().refused;
  else
    fail_because(Ending::RefusedOrder, [&] { return refusal.text(); });
}

void Run::note_refusal(const Refusal& refusal) {
  OrderEvent event;
  event.bar = frame_.bar;
  event.kind = OrderEvent::Kind::Refused;
  event.call = trace_->orders.call;
  event.text = refusal.text();
  trace_->orders.events.push_back(std::move(event));
}

const abi::OrderState* Run::place(bool is_long, const abi::OrderRequest& request) {
  const Broker::Placed placed = broker_.place(is_long, request);
  accept(placed.refusal);
  return placed.order;
}

void Run::fail_unknown(const char* what) {
  fail_because(Ending::Failed,
               [&] { return fmt::format("{} that this backtest does not have", what); });
}

const abi::Day* Run::day(int bar) {
  const std::vector<abi::Day>& days = data_.days();
  if (static_cast<std::size_t>(bar) < days.size()) return &days[static_cast<std::size_t>(bar)];
  fail_with(abi::Stop::Trap);
  return nullptr;
}

}  // namespace stratgen
