#include "tools/cli/sweep_reruns.hpp"

#include "runtime/engine/backtest.hpp"
#include "runtime/engine/statistics_returns.hpp"
#include "runtime/engine/statistics_spacing.hpp"
#include "runtime/sweep/overfitting.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/report_json.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <mutex>
#include <optional>
#include <utility>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

// What is still to be learnt of one cell.
struct Question {
  std::uint64_t cell = 0;
  bool stats = false, trial = false, params = false, error = false;

  bool runs() const { return stats || trial || error; }
};

std::vector<Question> open_questions(const WantedReruns& wanted, const Reruns& reruns) {
  std::map<std::uint64_t, Question> questions;
  const auto ask = [&](const std::vector<std::uint64_t>& cells, const char* key,
                       bool Question::* what) {
    for (const std::uint64_t cell : cells) {
      const auto known = reruns.find(cell);
      if (known != reruns.end() && known->second.contains(key)) continue;
      Question& question = questions[cell];
      question.cell = cell;
      question.*what = true;
    }
  };
  ask(wanted.top, "stats", &Question::stats);
  ask(wanted.front, "stats", &Question::stats);
  ask(wanted.trials, "trial", &Question::trial);
  ask(wanted.examples, "params", &Question::params);
  if (wanted.messages) ask(wanted.examples, "error", &Question::error);
  std::vector<Question> list;
  list.reserve(questions.size());
  for (const auto& [cell, question] : questions) list.push_back(question);
  return list;
}

Json numbers(std::span<const double> values) {
  Json list = Json::array();
  for (const double value : values) list.push_back(json_number(value));
  return list;
}

void describe(const Report& report, const Bars& bars, const Question& question, Json& rerun) {
  const std::vector<double> returns = period_returns(bars, report.equity, spacing_of(bars));
  if (question.stats) {
    rerun["stats"] = stats_json(report.statistics);
    const ReturnShape shape = return_shape(returns);
    rerun["shape"] = {{"returns", shape.returns},
                      {"per_year", json_number(periods_per_year(bars))},
                      {"skewness", json_number(shape.skewness)},
                      {"kurtosis", json_number(shape.kurtosis)}};
  }
  if (question.trial) {
    const TrialReturns trial = trial_returns(returns);
    rerun["trial"] = {
        {"length", trial.length}, {"sum", numbers(trial.sum)}, {"squares", numbers(trial.squares)}};
  }
}

Json answer(const SweepInput& input, const Question& question, RunMemory& memory) {
  const SweptPart& part = *input.parts[input.part_of(question.cell)];
  const std::vector<double> values = input.values_of(question.cell);
  Json rerun = {{"params", params_json(part.about.declared, values)}};
  if (!question.runs()) return rerun;
  const auto report =
      run_backtest(*part.program, *part.data, part.about.declared, values, part.options, memory);
  if (!report)
    rerun["error"] = report.error().message;
  else if (question.error)
    rerun["error"] = "the equity was gone";
  else
    describe(*report, part.covered, question, rerun);
  return rerun;
}

}  // namespace

WantedReruns wanted_reruns(const SweepSummary& summary, std::size_t top, bool messages) {
  WantedReruns wanted;
  for (const CellResult& cell : summary.top()) {
    if (wanted.top.size() == top) break;
    wanted.top.push_back(cell.cell);
  }
  wanted.trials = summary.sample();
  for (int ending = 1; ending <= static_cast<int>(Ending::Failed); ++ending)
    if (const auto example = summary.example_of(static_cast<Ending>(ending)))
      wanted.examples.push_back(*example);
  wanted.messages = messages;
  return wanted;
}

Result<bool> add_reruns(const SweepInput& input, const WantedReruns& wanted, int jobs,
                        const std::atomic<bool>& interrupted, Reruns& reruns) {
  const std::vector<Question> questions = open_questions(wanted, reruns);
  tbb::enumerable_thread_specific<RunMemory> memories;
  std::mutex mutex;
  tbb::task_arena arena(jobs);
  arena.execute([&] {
    tbb::parallel_for(std::size_t{0}, questions.size(), [&](std::size_t i) {
      if (interrupted) return;
      Json rerun = answer(input, questions[i], memories.local());
      const std::scoped_lock lock(mutex);
      Json& known = reruns[questions[i].cell];
      if (known.is_null()) known = Json::object();
      known.update(rerun);
    });
  });
  if (interrupted) return fail(Fault::Interrupted, "interrupted");
  return !questions.empty();
}

std::map<std::uint64_t, std::string> texts_of(const Reruns& reruns) {
  std::map<std::uint64_t, std::string> texts;
  for (const auto& [cell, rerun] : reruns) texts.emplace(cell, json_text(rerun));
  return texts;
}

Result<Reruns> reruns_of(const std::map<std::uint64_t, std::string>& texts) {
  Reruns reruns;
  for (const auto& [cell, text] : texts) {
    Json rerun = Json::parse(text, nullptr, false);
    if (!rerun.is_object()) return fail(Fault::Data, "a stored report of a cell is not JSON");
    reruns.emplace(cell, std::move(rerun));
  }
  return reruns;
}

}  // namespace stratgen
