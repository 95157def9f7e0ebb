#include "tests/hostile/trial.hpp"

#include "runtime/engine/backtest.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace stratgen::test {

namespace {

constexpr std::size_t bar_count = 300;
constexpr long fuel = 5'000'000;  // several times what the busiest program of the corpus needs
constexpr std::size_t series_memory = 16 << 20;

// Daily bars around a wave, so that averages cross, with a little noise.
Bars made_up_bars(const std::string& symbol) {
  Bars bars;
  bars.symbol = symbol;
  std::uint64_t state = 7;
  double price = 100;
  std::int64_t time = 1'577'923'200;  // Thursday, 2 January 2020
  for (std::size_t i = 0; i < bar_count; ++i) {
    state = state * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
    const double noise = static_cast<double>(state >> 40) / (1 << 24) - 0.5;
    const double drift = i / 25 % 2 == 0 ? 0.004 : -0.003;
    const double open = price, close = price * (1 + drift + 0.01 * noise);
    bars.time.push_back(time);
    bars.open.push_back(open);
    bars.high.push_back(std::max(open, close) * 1.003);
    bars.low.push_back(std::min(open, close) * 0.997);
    bars.close.push_back(close);
    bars.volume.push_back(1'000'000 * (1 + noise));
    price = close;
    time += (i % 5 == 1 ? 3 : 1) * 86'400;  // the first Friday is the second bar
  }
  return bars;
}

int exit_code(Fault fault) {
  switch (fault) {
    case Fault::Strategy:
      return 4;
    case Fault::Run:
      return 5;
    default:
      return 1;
  }
}

Outcome outcome_of(const Error& error) {
  return {exit_code(error.fault), error.message, error.diagnostics};
}

Jit make_jit() {
  auto jit = Jit::create();
  return std::move(*jit);
}

}  // namespace

Trial::Trial()
    : jit_(make_jit()),
      data_(made_up_bars("MADE"),
            [](const std::string& symbol, const std::string&) -> Result<AssetBars> {
              return made_up_bars(symbol);
            }) {}

Outcome Trial::compile_only(std::string_view source, const CompileOptions& options) const {
  const auto compiled = compile(source, options);
  return compiled ? Outcome{} : outcome_of(compiled.error());
}

Outcome Trial::run(std::string_view source, const CompileOptions& options) const {
  const auto compiled = compile(source, options);
  return compiled ? run(*compiled) : outcome_of(compiled.error());
}

Outcome Trial::run(const CompiledObject& compiled) const {
  const auto linked = LinkedProgram::link(jit_, compiled.object, host_symbols());
  if (!linked) return {1, linked.error().message, {}};
  return run_linked({compiled.class_name, linked->entry()});
}

Outcome Trial::run_linked(const Program& program) const {
  RunOptions options;
  options.fuel = fuel;
  options.memory = series_memory;
  RunMemory memory;
  const auto declared = Run(program, data_, {}, options, memory).declared_params();
  if (!declared) return outcome_of(declared.error());
  std::vector<double> defaults, low, high;
  for (const ParamDeclaration& each : *declared) {
    defaults.push_back(each.value);
    low.push_back(each.range ? each.range->min : each.value);
    high.push_back(each.range ? each.range->max : each.value);
  }
  for (const std::vector<double>& values : {defaults, low, high}) {
    const auto report = run_backtest(program, data_, *declared, values, options, memory);
    if (report) continue;
    const bool rejected = report.error().message.find("rejected") != std::string::npos;
    if (&values != &defaults && values != defaults && rejected) continue;
    return outcome_of(report.error());
  }
  return {};
}

std::string describe(const Outcome& outcome) {
  std::string text = "exit " + std::to_string(outcome.exit_code) + ": " + outcome.message;
  for (const Diagnostic& each : outcome.diagnostics)
    text += "\n  " + std::to_string(each.line) + ":" + std::to_string(each.column) + " [" +
            each.rule + "] " + each.message + " | " + each.hint;
  return text;
}

}  // namespace stratgen::test
