#include "tools/cli/attempt.hpp"

#include "compiler/llm/answer.hpp"
#include "tools/cli/causality.hpp"
#include "tools/cli/diagnostics.hpp"
#include "tools/cli/spec_values.hpp"

#include <fmt/format.h>

#include <cmath>
#include <tuple>

namespace stratgen {
namespace {

Result<void> check_params(const Spec& spec, std::span<const ParamDeclaration> declared) {
  std::vector<std::string> names;
  for (const ParamDeclaration& declaration : declared) names.push_back(declaration.name);
  return check_declared_params(spec, names);
}

Result<void> run(Attempt& attempt, CompiledSource compiled, const Trial& trial) {
  STRATGEN_TRY(const LoadedStrategy loaded, trial.loader.load(std::move(compiled), trial.data));
  const Program& program = loaded.program;
  STRATGEN_TRY(const auto declared, declared_params(program, trial.data));
  STRATGEN_CHECK(check_params(trial.spec, declared));
  STRATGEN_TRY(const auto values, spec_values(trial.spec, program.name, declared));
  STRATGEN_TRY(attempt.report, run_backtest(program, trial.data, declared, values, trial.options));
  attempt.reached = Reached::Ran;
  if (auto why = looks_ahead(program, trial.data, trial.assets, declared, values, trial.options,
                             *attempt.report)) {
    return fail(Fault::Run, fmt::format("{}: {}", program.name, *why));
  }
  attempt.reached = Reached::Causal;
  return {};
}

Result<void> compile_and_run(Attempt& attempt, const Trial& trial) {
  trial.on_stage(DiscoverStage::Compile);
  STRATGEN_TRY(CompiledSource compiled,
               trial.loader.compile(attempt.source, options_for_answers()));
  attempt.reached = Reached::Compiled;
  trial.on_stage(DiscoverStage::Backtest);
  STRATGEN_CHECK(run(attempt, std::move(compiled), trial));
  const Statistics& s = attempt.report->statistics;
  attempt.judgement =
      judge(s.sharpe_ratio, s.max_drawdown_pct, s.return_pct, s.trades, trial.thresholds);
  if (s.trades > 0) attempt.reached = Reached::Traded;
  return {};
}

}  // namespace

const char* to_string(DiscoverStage stage) {
  switch (stage) {
    case DiscoverStage::Document:
      return "document";
    case DiscoverStage::Spec:
      return "spec";
    case DiscoverStage::Source:
      return "source";
    case DiscoverStage::Compile:
      return "compile";
    case DiscoverStage::Backtest:
      return "backtest";
  }
  return "";
}

CompileOptions options_for_answers() {
  CompileOptions options;
  options.max_bytes = largest_source;
  return options;
}

void carry_out(Attempt& attempt, const Trial& trial) {
  attempt.reached = Reached::Answered;
  const Result<void> done = compile_and_run(attempt, trial);
  if (done) return;
  attempt.error = done.error();
  attempt.lacking = trial.lacking;
}

bool is_better(const Attempt& a, const Attempt& b) {
  const auto rank = [](const Attempt& attempt) {
    const double sharpe = attempt.report ? attempt.report->statistics.sharpe_ratio
                                         : -std::numeric_limits<double>::infinity();
    return std::tuple(attempt.reached, -static_cast<int>(attempt.judgement.verdict),
                      std::isnan(sharpe) ? -std::numeric_limits<double>::infinity() : sharpe);
  };
  return rank(a) > rank(b);
}

bool can_be_mended(const Attempt& attempt) {
  if (!attempt.error || attempt.lacking) return false;
  return attempt.error->fault == Fault::Strategy || attempt.error->fault == Fault::Run;
}

std::string failure_text(const Attempt& attempt) {
  constexpr std::size_t most = 12;  // the first ones are the cause of most others
  const std::vector<Diagnostic>& findings = attempt.error->diagnostics;
  if (findings.empty()) return attempt.error->message;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, findings.size()); ++i) {
    const Diagnostic& finding = findings[i];
    text += fmt::format("{}: {}", place_of(finding), finding.message);
    if (!finding.hint.empty()) text += fmt::format(" (hint: {})", finding.hint);
    text += '\n';
  }
  if (findings.size() > most) text += fmt::format("... and {} more\n", findings.size() - most);
  return text;
}

}  // namespace stratgen
