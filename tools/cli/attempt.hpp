// Attempt: one program for a spec, taken as far as it goes: compiled, run, held against causality,
// judged. Of several the one that came furthest is the best.
#pragma once

#include "compiler/load/loader.hpp"
#include "compiler/spec/spec.hpp"
#include "runtime/engine/backtest.hpp"
#include "runtime/verdict/verdict.hpp"

#include <functional>
#include <optional>
#include <string>

namespace stratgen {

// Of the way of a document, as people follow it.
enum class DiscoverStage { Document, Spec, Source, Compile, Backtest };
const char* to_string(DiscoverStage stage);

// How far it came; each step includes those before it.
enum class Reached { Nothing, Answered, Compiled, Ran, Causal, Traded };

struct Attempt {
  std::string name;         // of the answer: "write_strategy", "repair_strategy.1"
  std::string source = {};  // "" if the answer holds none
  std::string source_hash = {};
  std::string completion_hash = {};
  Reached reached = Reached::Nothing;
  std::optional<Error> error = {};          // why it went no further
  std::optional<std::string> lacking = {};  // ... if the bars cannot have an asset that it reads
  std::optional<Report> report = {};        // from Ran on
  Judgement judgement = {};                 // from Causal on
};

// Everything a program is tried on.
struct Trial {
  const Spec& spec;
  const DataSet& data;
  const AssetSource& assets;                  // what `data` was made with
  const std::optional<std::string>& lacking;  // set by `assets` when it cannot have one
  const RunOptions& options;
  const Thresholds& thresholds;
  Loader& loader;
  std::function<void(DiscoverStage)> on_stage;  // called when a stage begins
};

// How a model's programs are compiled.
CompileOptions options_for_answers();

// Takes `attempt.source` as far as it goes.
void carry_out(Attempt& attempt, const Trial& trial);

// The order of the cascade: how far it came, the verdict, the Sharpe ratio.
bool is_better(const Attempt& a, const Attempt& b);

// Whether its author could mend it: the program is at fault, not the data, a service or us.
bool can_be_mended(const Attempt& attempt);

// What its author needs to know: every finding with its line, or why the run ended.
std::string failure_text(const Attempt& attempt);

}  // namespace stratgen
