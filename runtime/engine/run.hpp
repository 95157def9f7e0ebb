// Run: one backtest in progress, the host's side of a Frame. The functions emitted code calls end
// up here.
#pragma once

#include <stratgen/abi.hpp>

#include "runtime/engine/broker.hpp"
#include "runtime/engine/curve_kernels.hpp"
#include "runtime/engine/data_set.hpp"
#include "runtime/engine/ending.hpp"
#include "runtime/engine/indicator_memo.hpp"
#include "runtime/engine/param.hpp"
#include "runtime/engine/program.hpp"
#include "runtime/engine/signal_belt.hpp"
#include "runtime/engine/signal_masks.hpp"
#include "runtime/engine/trace.hpp"

#include <setjmp.h>

#include <atomic>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

struct RunOptions {
  BrokerOptions broker;
  bool finalize_trades = false;
  bool skip_refused_orders = false;  // count a refused order and go on, instead of ending the run
  std::size_t first_bar = 0;         // bars before it warm indicators up and are not traded
  double risk_free_rate = 0;         // a year, for Sharpe and Sortino
  Isa isa = best_isa();              // of the host's vectorised code; results do not depend on it
  long fuel = 700'000'000;  // 1.6 s of work at most: loops and calls, and what the host does
  std::size_t memory = std::size_t{1} << 30;  // bytes of all series of init(), orders and trades
};

// What runs need room for. One per thread, handed from run to run, saves their allocations.
struct RunMemory {
  std::vector<double> equity;
  std::vector<CurvePiece> pieces;
  BrokerMemory broker;
  Trace* trace = nullptr;               // what to write down, if anything
  abi::Signals* signals = nullptr;      // where a SignalStrategy is to write, instead of trading
  IndicatorMemo* indicators = nullptr;  // of the runs' data set; null: only its cache is asked
};

class Run {
 public:
  // What an earlier run left in `memory` is gone.
  Run(const Program& program, const DataSet& data, std::span<const double> params,
      const RunOptions& options, RunMemory& memory);
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  // For another backtest with the same settings; what the earlier one left is gone. A
  // SignalStrategy writes to `signals`, if there are any.
  void restart(std::span<const double> params, abi::Signals* signals);

  // Runs init() and every next(). The Error says strategy, line, bar and date.
  Result<void> execute();
  // The same for one of many: how it ended, without words. If a SignalStrategy wrote its signals
  // instead, the bars are still to come.
  Ending finish();
  Ending trade(const SignalMasks& masks);
  // Only constructs the strategy, to see what parameters it declares.
  Result<std::vector<ParamDeclaration>> declared_params();

  const Broker& broker() const { return broker_; }
  const abi::Frame& frame() const { return frame_; }
  Trace* trace() const { return trace_; }
  bool ruined() const { return ruined_; }
  const DataSet& data() const { return data_; }
  std::span<const CurvePiece> pieces() const { return pieces_; }  // of the equity
  // One value per bar; execute() writes it.
  std::span<const double> equity() const { return equity_; }
  void write_equity();

  // --- For the host functions. What fails records why; then end() leaves the emitted code ---
  double param(std::string_view name, abi::ParamKind kind, double value,
               const abi::ParamRange* range);      // null: none
  bool describing() const { return describing_; }  // else names of parameters are not read
  void indicator(const IndicatorCall& call, std::span<const double*> outputs);
  double* new_column();
  void column_done(const double* column);
  void asset(std::string_view symbol, std::string_view timeframe,
             std::span<const double*, 5> columns);
  int start();  // returns the first bar of trading
  const abi::OrderState* place(bool is_long, const abi::OrderRequest& request);
  void accept(const Refusal& refusal);  // a failure, or counted and skipped; or there is none
  void reject(std::string_view reason);
  // What an emitted loop makes the host do counts against the loop's budget.
  bool spend_on_orders(std::size_t count);  // so many new ones
  bool spend_on_cancel();
  bool spend_on_list(abi::ListKind kind);
  bool step();  // false: nothing is left to trade with, or it failed
  bool require_init(std::string_view what);
  bool require_next(std::string_view what);
  // A handle has to be to what this run's broker made.
  [[gnu::cold, gnu::noinline]] void fail_unknown(const char* what);
  [[gnu::cold, gnu::noinline]] void fail_wrong_phase(std::string_view what, std::string_view where);
  [[gnu::cold, gnu::noinline]] void fail_with(abi::Stop reason);
  bool failed() const { return failed_; }
  [[noreturn]] void end(const void* caller);  // the address in emitted code that asked
  abi::Budget& budget() { return budget_; }
  Broker& broker() { return broker_; }
  const abi::Day* day(int bar);
  std::size_t bars() const { return data_.bars().size(); }

  // --- For the signal belt. In emitted code the host holds nothing ---
  void enter_host(bool inside) {
    std::atomic_signal_fence(std::memory_order_seq_cst);
    in_host_ = inside;
    std::atomic_signal_fence(std::memory_order_seq_cst);
  }
  bool in_emitted_code() const { return !in_host_; }
  MachineFault& machine_fault() { return machine_fault_; }

 private:
  bool call_guarded();  // false: it failed
  bool conclude();
  Ending conclusion();
  [[gnu::noinline]] double declare(std::string_view name, abi::ParamKind kind, double value,
                                   const abi::ParamRange* range);
  void order(const SignalMasks& masks);
  void order(const abi::Signals& signals, bool is_long);
  int next_event(const SignalMasks& masks) const;
  // `words` is asked for the message only where somebody is going to read it.
  template <class Words>
  void fail_because(Ending ending, const Words& words, Fault fault = Fault::Run) {
    failed_ = true;
    ending_ = ending;
    if (explains_) failure_ = Error{fault, words()};
  }
  Error located() const;
  void note_refusal(const Refusal& refusal);
  std::string place_in_source() const;
  int line_of(const void* caller) const;
  std::string place_in_time() const;
  const IndicatorMemo::Known* compute(const IndicatorCall& call);
  IndicatorCache::Columns columns_of(const IndicatorCall& call);
  bool is_lasting(const double* column) const;
  bool spend(std::size_t units);
  bool take_memory_for(std::size_t columns);
  bool has_memory() {
    const bool enough = series_bytes_ + broker_.bytes() <= options_.memory;
    if (!enough) [[unlikely]]
      fail_for_memory();
    return enough;
  }
  void fail_for_memory();
  bool spend_on_step();
  bool spend_on_fills(std::size_t count);
  bool is_intact() const;
  bool require_intact();
  Account account() const { return {frame_.cash, frame_.units, frame_.cost}; }
  void note(const Account& now);
  int look_ahead(bool changed);
  void ruin();

  const Program& program_;
  const DataSet& data_;
  std::span<const double> params_;
  const RunOptions options_;
  abi::Frame frame_{};
  abi::Frame first_frame_{};  // what each backtest begins with
  const CurveKernels& kernels_;
  std::vector<double>& equity_;
  std::vector<CurvePiece>& pieces_;
  bool ruined_ = false;
  int reach_ = 0;  // how far the last look ahead went
  Trace* const trace_;
  Broker broker_;
  IndicatorMemo* const memo_;
  std::vector<ParamDeclaration> declared_;
  std::size_t next_param_ = 0, next_indicator_ = 0;
  bool describing_ = false;
  std::size_t series_bytes_ = 0;
  std::vector<std::unique_ptr<double[]>> columns_;       // this run's own
  std::vector<IndicatorCache::Columns> shared_columns_;  // from the cache
  std::optional<IndicatorMemo::Known> unkept_;  // what compute() returned, if not the memo's
  bool explains_ = true;
  bool failed_ = false;
  Ending ending_ = Ending::Completed;
  Error failure_;  // without its place
  const void* failed_at_ = nullptr;
  volatile bool in_host_ = true;
  MachineFault machine_fault_;
  abi::Budget budget_{};
  jmp_buf guard_;
};

}  // namespace stratgen
