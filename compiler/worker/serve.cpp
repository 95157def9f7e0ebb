#include "compiler/worker/serve.hpp"

#include "compiler/frontend/compile.hpp"
#include "compiler/frontend/source_line.hpp"
#include "compiler/frontend/tracked_compile.hpp"
#include "compiler/worker/confinement.hpp"
#include "compiler/worker/last_words.hpp"
#include "compiler/worker/messages.hpp"
#include "compiler/worker/nursery_protocol.hpp"
#include "runtime/engine/data_set.hpp"
#include "runtime/engine/param.hpp"
#include "runtime/engine/run.hpp"

#include <cmath>
#include <csignal>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace stratgen {

namespace {

// A trial is after crashes. A loop without end is found in the real run, which names its line.
constexpr long trial_fuel = 30'000'000;
constexpr std::size_t trial_memory = std::size_t{128} << 20;

constexpr std::string_view warm_up_source = R"(#include <stratgen/strategy.hpp>
struct WarmUp : Strategy {
  int n = param("n", 10);
  Series mean;
  void init() { mean = sma(close, n); }
  void next() {
    if (close > mean) buy();
  }
};
STRATGEN_STRATEGY(WarmUp)
)";

Message answer(const CompileRequest& request) {
  const LastWords place(nursery_socket);
  return compile_reply(tracked_compile(request.source, request.options, LastWords::progress()));
}

Message answer(const LineRequest& request) {
  CompileOptions options = request.options;
  options.debug_info = DebugInfo::Lines;
  const auto compiled = compile(request.source, options);
  if (!compiled) return line_reply(0);
  return line_reply(source_line(compiled->object, request.offset).value_or(0));
}

// The signal belt makes a failed run of it; but what faults must not run anywhere else.
void die_of(const MachineFault& fault) {
  if (fault.signal == 0) return;
  ::signal(fault.signal, SIG_DFL);
  ::raise(fault.signal);
}

// However the run ends, if it ends.
Result<void> run_once(Jit& jit, const TrialRequest& request, AssetSource assets) {
  STRATGEN_TRY(const LinkedProgram linked,
               LinkedProgram::link(jit, request.object, host_symbols()));
  const Program program{request.name, linked.entry()};
  const DataSet data(request.bars, std::move(assets), {.kind = {}, .assets_are_aligned = true});
  RunOptions options;
  options.fuel = trial_fuel;
  options.memory = trial_memory;
  RunMemory memory;
  Run description(program, data, {}, options, memory);
  const auto declared = description.declared_params();
  die_of(description.machine_fault());
  if (!declared) return tl::unexpected(declared.error());
  STRATGEN_TRY(const auto values, resolve_params(request.name, *declared, {}));
  Run run(program, data, values, options, memory);
  auto done = run.execute();
  die_of(run.machine_fault());
  return done;
}

// The other end has the assets. If it is gone, the run goes on without.
AssetSource assets_over(const Channel& channel) {
  return [&channel](const std::string& symbol, const std::string& timeframe) -> Result<AssetBars> {
    if (channel.send(trial_reply({symbol, timeframe}))) {
      if (const auto reply = channel.receive(request_limit)) {
        if (auto asset = read_asset_reply(*reply)) {
          STRATGEN_TRY(Bars bars, std::move(*asset));
          return AssetBars(std::move(bars));
        }
      }
    }
    return fail(Fault::Data, "the asset did not arrive");
  };
}

Bars made_up_bars() {
  Bars bars;
  for (int i = 0; i < 300; ++i) {
    const double close = 100 + 10 * std::sin(i * 0.1);
    bars.time.push_back(86400 * i);
    bars.open.push_back(close - std::cos(i));
    bars.high.push_back(close + 2);
    bars.low.push_back(close - 2);
    bars.close.push_back(close);
    bars.volume.push_back(1000);
  }
  return bars;
}

}  // namespace

bool warm_up(Jit& jit) {
  const auto compiled = compile(warm_up_source, {.debug_info = DebugInfo::Lines});
  if (!compiled || !source_line(compiled->object, 1)) return false;
  return run_once(jit, {compiled->class_name, compiled->object, made_up_bars()}, {}).has_value();
}

void serve(const Channel& channel, Jit& jit, std::chrono::milliseconds deadline) {
  while (auto message = channel.receive(request_limit)) {
    const auto request = read_request(std::move(*message));
    if (!request) return;
    limit_cpu_time(deadline * 7 / 10);
    Message reply;
    if (const auto* const trial = std::get_if<TrialRequest>(&*request)) {
      (void)run_once(jit, *trial, assets_over(channel));
      reply = trial_reply({});
    } else if (const auto* const line = std::get_if<LineRequest>(&*request)) {
      reply = answer(*line);
    } else {
      reply = answer(std::get<CompileRequest>(*request));
    }
    limit_cpu_time(std::chrono::milliseconds(0));
    if (!channel.send(reply)) return;
  }
}

}  // namespace stratgen
