#include "tools/cli/sweep_reruns.hpp"

#include "runtime/engine/backtest.hpp"
#include "runtime/sweep/parallel.hpp"
#include "runtime/verdict/overfitting.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/report_json.hpp"

#include <fmt/format.h>

#include <algorithm>
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
  bool reports() const { return stats || params || error; }
};

std::vector<Question> open_questions(const WantedReruns& wanted, const Reruns& reruns) {
  std::map<std::uint64_t, Question> questions;
  const auto ask = [&](std::uint64_t cell, bool Question::* what, bool known) {
    if (known) return;
    Question& question = questions[cell];
    question.cell = cell;
    question.*what = true;
  };
  const auto has = [&](std::uint64_t cell, const char* key) {
    const auto known = reruns.reports.find(cell);
    return known != reruns.reports.end() && known->second.contains(key);
  };
  for (const auto cell : wanted.top) ask(cell, &Question::stats, has(cell, "stats"));
  for (const auto cell : wanted.front) ask(cell, &Question::stats, has(cell, "stats"));
  for (const auto cell : wanted.trials) ask(cell, &Question::trial, reruns.returns.contains(cell));
  for (const auto cell : wanted.examples) {
    ask(cell, &Question::params, has(cell, "params"));
    if (wanted.messages) ask(cell, &Question::error, has(cell, "error"));
  }
  std::vector<Question> list;
  list.reserve(questions.size());
  for (const auto& [cell, question] : questions) list.push_back(question);
  return list;
}

struct Answer {
  Json report;
  std::vector<double> returns;
};

Json moments_json(std::span<const double> returns, const Bars& bars) {
  const ReturnMoments moments = moments_of(returns);
  return {{"count", moments.count},
          {"sharpe", json_number(moments.sharpe)},
          {"skewness", json_number(moments.skewness)},
          {"kurtosis", json_number(moments.kurtosis)},
          {"per_year", json_number(periods_per_year(bars))}};
}

Answer answer(const SweepInput& input, const Question& question) {
  const SweptPart& part = *input.parts[input.part_of(question.cell)];
  const std::vector<double> values = input.values_of(question.cell);
  Answer answer{{{"params", params_json(part.about.declared, values)}}, {}};
  if (!question.runs()) return answer;
  const auto report =
      run_backtest(*part.program, *part.data, part.about.declared, values, part.options);
  if (!report) {
    answer.report["error"] = report.error().message;
    return answer;
  }
  if (question.error) answer.report["error"] = "the equity was gone";
  answer.returns = returns_of(*report, *part.data, part.options);
  if (question.stats) {
    answer.report["stats"] = stats_json(report->statistics);
    answer.report["moments"] = moments_json(answer.returns, part.covered);
  }
  return answer;
}

std::vector<std::uint64_t> ranked(std::vector<CellResult> results, const Metric& metric) {
  std::ranges::sort(results, [&](const CellResult& a, const CellResult& b) {
    return ranks_before(metric.score(a.result.statistics), a.cell,
                        metric.score(b.result.statistics), b.cell);
  });
  std::vector<std::uint64_t> cells;
  for (const CellResult& result : results) cells.push_back(result.cell);
  return cells;
}

void note(const Question& question, Answer answer, Reruns& reruns) {
  if (question.trial) reruns.returns[question.cell] = std::move(answer.returns);
  if (!question.reports()) return;
  Json& known = reruns.reports[question.cell];
  if (known.is_null()) known = Json::object();
  known.update(answer.report);
}

}  // namespace

WantedReruns wanted_reruns(const SweepSummary& summary, std::size_t top, bool messages,
                           const std::optional<ParetoFront>& front, const Metric& metric) {
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
  if (front) wanted.front = ranked(front->cells(), metric);
  return wanted;
}

Result<bool> add_reruns(const SweepInput& input, const WantedReruns& wanted, int jobs,
                        const std::atomic<bool>& interrupted, Reruns& reruns) {
  const std::vector<Question> questions = open_questions(wanted, reruns);
  std::mutex mutex;
  STRATGEN_CHECK(for_each_parallel(questions.size(), jobs, [&](std::uint64_t i) {
    if (interrupted) return;
    Answer learnt = answer(input, questions[static_cast<std::size_t>(i)]);
    const std::scoped_lock lock(mutex);
    note(questions[static_cast<std::size_t>(i)], std::move(learnt), reruns);
  }));
  if (interrupted) return fail(Fault::Interrupted, "interrupted");
  return std::ranges::any_of(questions, &Question::reports);
}

StoredReruns stored(const Reruns& reruns, bool with_returns) {
  StoredReruns stored;
  for (const auto& [cell, report] : reruns.reports) stored.reports.emplace(cell, json_text(report));
  if (with_returns) stored.returns = reruns.returns;
  return stored;
}

Result<Reruns> reruns_of(const SweepStore& store) {
  STRATGEN_TRY(StoredReruns stored, store.reruns());
  Reruns reruns;
  reruns.returns = std::move(stored.returns);
  for (const auto& [cell, text] : stored.reports) {
    Json report = Json::parse(text, nullptr, false);
    if (!report.is_object()) {
      return fail(Fault::Data, fmt::format("{}: the report of cell {} is not JSON",
                                           store.file().string(), cell));
    }
    reruns.reports.emplace(cell, std::move(report));
  }
  return reruns;
}

}  // namespace stratgen
