#include "tools/cli/optimize_view.hpp"

#include "runtime/store/used_bars_json.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cmath>
#include <set>
#include <vector>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

double sharpe(const NamedNumbers& stats) { return number_named(stats, "Sharpe Ratio"); }

// "+0.12"; "-" for NaN.
std::string change(double value) {
  return std::isnan(value) ? "-" : fmt::format("{:+.2f}", value == 0 ? 0.0 : value);
}

// What the table does not show in columns of its own.
std::string remark_of(const OptimizeResult& result) {
  if (result.error) return *result.error;
  std::vector<std::string> remarks;
  for (const auto& [name, value] : result.optimized_params)
    remarks.push_back(fmt::format("{}={}", name, value));
  std::string text = fmt::format("{}", fmt::join(remarks, " "));
  for (std::size_t i = 1; i < result.test_reasons.size(); ++i)
    text += (text.empty() ? "" : "; ") + result.test_reasons[i];
  return text;
}

std::vector<const char*> stages_of(const OptimizeResult& result) {
  std::vector<const char*> stages = {"source"};
  if (!result.ranges_completion_hash.empty()) stages.push_back("ranges");
  if (!result.train_stats.empty()) stages.push_back("train");
  if (!result.test_stats.empty()) stages.push_back("test");
  return stages;
}

Json numbers_json(const NamedNumbers& numbers) {
  Json object = Json::object();
  for (const auto& [name, value] : numbers) object[name] = json_number(value);
  return object;
}

Json result_json(const OptimizeResult& result) {
  Json ranges = Json::object();
  for (const auto& [name, values] : result.param_ranges) ranges[name] = values;
  return {
      {"document", result.document},
      {"name", result.name},
      {"category", result.category},
      {"v4_verdict", std::string(to_string(result.v4_verdict))},
      {"v4_sharpe", json_number(result.v4_sharpe)},
      {"v4_params", numbers_json(result.v4_params)},
      {"param_ranges", ranges},
      {"optimized_params", numbers_json(result.optimized_params)},
      {"train_stats", numbers_json(result.train_stats)},
      {"test_stats", numbers_json(result.test_stats)},
      {"test_verdict", std::string(to_string(result.test_verdict))},
      {"test_reasons", result.test_reasons},
      {"sharpe_improvement", json_number(sharpe_improvement(result))},
      {"error", result.error ? Json(*result.error) : Json()},
      {"adaptations", result.adaptations},
      {"symbol", result.symbol},
      {"train", {{"from", result.train_from}, {"to", result.train_to}}},
      {"test", {{"from", result.test_from}, {"to", result.test_to}}},
      {"combinations",
       {{"evaluated", result.evaluated}, {"rejected", result.rejected}, {"failed", result.failed}}},
      {"hashes",
       {{"ranges_completion", result.ranges_completion_hash},
        {"source", result.source_hash},
        {"bars", result.bars_hash}}},
      {"bars", bars_json(result.bars)},
      {"seconds", result.seconds}};
}

}  // namespace

void OptimizeView::began(const OptimizeResult& so_far, OptimizeStage stage) {
  progress_.began(so_far.document, so_far.slug, to_string(stage));
}

void OptimizeView::finished(const OptimizeResult& result) {
  progress_.finished({.document = result.document,
                      .slug = result.slug,
                      .stages = stages_of(result),
                      .verdict = result.test_verdict,
                      .reason = result.test_reasons.empty() ? "" : result.test_reasons.front(),
                      .cost = 0.0,
                      .seconds = result.seconds});
}

void OptimizeView::print_table(std::span<const OptimizeResult> results) {
  Console& out = context_.out;
  Table table({{"name"},
               {"category", false, 1},
               {"test"},
               {"train Sharpe", true, 5},
               {"test Sharpe", true, 6},
               {"discover", true, 4},
               {"change", true},
               {"tried", true, 3},
               {"time", true, 2},
               {"chosen"}});
  for (const OptimizeResult& result : results) {
    table.row({result.slug, result.category,
               out.paint(colour_of(result.test_verdict), to_string(result.test_verdict)),
               decimal(sharpe(result.train_stats)), decimal(sharpe(result.test_stats)),
               decimal(result.v4_sharpe), change(sharpe_improvement(result)),
               grouped(result.evaluated + result.rejected + result.failed),
               fmt::format("{:.0f} ms", result.seconds * 1000), one_line(remark_of(result))});
  }
  out.line();
  out.write(table.text(out, out.is_terminal() ? out.columns() : 0));
  out.line();
}

// Each pair of periods once: documents with the same bars have the same.
void OptimizeView::print_periods(std::span<const OptimizeResult> results) {
  const auto day = [](const std::string& time) { return time.substr(0, 10); };
  std::set<std::string> lines;
  for (const OptimizeResult& r : results) {
    if (r.test_to.empty()) continue;
    lines.insert(fmt::format("{}: train {} to {}, test {} to {}", r.symbol, day(r.train_from),
                             day(r.train_to), day(r.test_from), day(r.test_to)));
  }
  for (const std::string& line : lines) context_.out.line(line);
}

void OptimizeView::summary(std::span<const OptimizeResult> results, double spent, double seconds) {
  context_.err.clear_status();
  constexpr std::array verdicts = {Verdict::Pass, Verdict::Marginal, Verdict::Fail, Verdict::Error};
  Json counts;
  std::string text;
  for (const Verdict verdict : verdicts) {
    const auto count = std::count_if(results.begin(), results.end(), [&](const OptimizeResult& r) {
      return r.test_verdict == verdict;
    });
    counts[std::string(to_string(verdict))] = count;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, to_string(verdict));
  }
  if (context_.json) {
    Json list = Json::array();
    for (const OptimizeResult& result : results) list.push_back(result_json(result));
    context_.out.line(json_text({{"results", list},
                                 {"counts", counts},
                                 {"cost", {{"spent", spent}}},
                                 {"seconds", seconds}}));
    return;
  }
  if (results.empty()) {
    context_.out.line("No document passed or is marginal: nothing to optimise.");
    return;
  }
  print_table(results);
  print_periods(results);
  context_.out.line(fmt::format("{} on the test part, in {:.1f} s", text, seconds));
  if (spent > 0) context_.out.line(fmt::format("Cost: {} in this run", dollars(spent)));
  context_.out.line(fmt::format("Results: {}/results.sqlite", context_.workspace.string()));
  context_.out.line("Next: stratgen export --format v5 results.json");
}

}  // namespace stratgen
