#include "tools/cli/discover_view.hpp"

#include "runtime/store/used_bars_json.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace stratgen {
namespace {

double stat(const DiscoverResult& result, std::string_view name) {
  for (const auto& [key, value] : result.stats) {
    if (key == name) return value;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

// The figures have columns of their own: only what goes beyond them is said.
std::string reason_of(const DiscoverResult& result) {
  if (result.error) return *result.error;
  if (result.skipped) return *result.skipped;
  if (result.reasons.size() < 2) return "";
  return fmt::format("{}", fmt::join(result.reasons.begin() + 1, result.reasons.end(), "; "));
}

// The sample has not all that the program trades or reads.
bool lacks_bars(const DiscoverResult& result) { return result.skipped && !result.symbol.empty(); }

// The stages a document has been through, up to the one it ended in.
std::vector<const char*> stages_of(const DiscoverResult& result) {
  std::vector<const char*> stages = {"document"};
  if (!result.spec_completion_hash.empty()) stages.push_back("spec");
  if (!result.source_completion_hash.empty()) stages.push_back("source");
  if (!result.source_hash.empty()) stages.push_back("compile");
  if (!result.stats.empty()) stages.push_back("backtest");
  return stages;
}

nlohmann::ordered_json result_json(const DiscoverResult& result) {
  nlohmann::ordered_json stats = nlohmann::ordered_json::object();
  for (const auto& [name, value] : result.stats) stats[name] = json_number(value);
  const auto or_null = [](const std::optional<std::string>& text) {
    return text ? nlohmann::ordered_json(*text) : nlohmann::ordered_json(nullptr);
  };
  return {{"document", result.document},
          {"name", result.name},
          {"category", result.category},
          {"verdict", std::string(to_string(result.verdict))},
          {"reasons", result.reasons},
          {"skipped", or_null(result.skipped)},
          {"error", or_null(result.error)},
          {"stats", stats},
          {"adaptations", result.adaptations},
          {"symbol", result.symbol},
          {"provider", result.provider},
          {"model", result.model},
          {"repairs", result.repairs},
          {"cost", result.cost},
          {"hashes",
           {{"document", result.document_hash},
            {"spec_completion", result.spec_completion_hash},
            {"source_completion", result.source_completion_hash},
            {"source", result.source_hash},
            {"bars", result.bars_hash}}},
          {"bars", bars_json(result.bars)},
          {"seconds", result.seconds}};
}

// What the results cost, whenever that was.
struct Costs {
  double total = 0.0;
  double per_document = 0.0;
  double per_survivor = 0.0;  // of PASS and MARGINAL; NaN without one
};

Costs costs_of(std::span<const DiscoverResult> results) {
  Costs costs;
  int survivors = 0;
  for (const DiscoverResult& result : results) {
    costs.total += result.cost;
    survivors +=
        static_cast<int>(result.verdict == Verdict::Pass || result.verdict == Verdict::Marginal);
  }
  costs.per_document = results.empty() ? 0.0 : costs.total / static_cast<double>(results.size());
  costs.per_survivor =
      survivors == 0 ? std::numeric_limits<double>::quiet_NaN() : costs.total / survivors;
  return costs;
}

}  // namespace

void DiscoverView::began(const DiscoverResult& so_far, DiscoverStage stage) {
  progress_.began(so_far.document, so_far.slug, to_string(stage));
}

void DiscoverView::finished(const DiscoverResult& result) {
  progress_.finished({.document = result.document,
                      .slug = result.slug,
                      .stages = stages_of(result),
                      .verdict = result.verdict,
                      .reason = result.reasons.empty() ? "" : result.reasons.front(),
                      .cost = result.cost,
                      .seconds = result.seconds});
}

void DiscoverView::print_table(std::span<const DiscoverResult> results) {
  Console& out = context_.out;
  Table table({{"name"},
               {"category", false, 1},
               {"verdict"},
               {"Sharpe", true, 6},
               {"return", true, 5},
               {"drawdown", true, 4},
               {"trades", true, 3},
               {"time", true, 2},
               {"reason"}});
  for (const DiscoverResult& result : results) {
    const bool ran = !result.stats.empty();
    table.row({result.slug, result.category,
               out.paint(colour_of(result.verdict), to_string(result.verdict)),
               decimal(stat(result, "Sharpe Ratio")), percent(stat(result, "Return [%]")),
               percent(stat(result, "Max. Drawdown [%]")),
               ran ? fmt::format("{:.0f}", stat(result, "# Trades")) : "-",
               fmt::format("{:.0f} ms", result.seconds * 1000), one_line(reason_of(result))});
  }
  out.line();
  out.write(table.text(out, out.is_terminal() ? out.columns() : 0));
  out.line();
}

void DiscoverView::summary(std::span<const DiscoverResult> results, double spent, double seconds) {
  context_.err.clear_status();
  constexpr std::array verdicts = {Verdict::Pass, Verdict::Marginal, Verdict::Fail,
                                   Verdict::Skipped, Verdict::Error};
  nlohmann::ordered_json counts;
  std::string text;
  for (const Verdict verdict : verdicts) {
    const auto count = std::count_if(results.begin(), results.end(),
                                     [&](const DiscoverResult& r) { return r.verdict == verdict; });
    counts[std::string(to_string(verdict))] = count;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, to_string(verdict));
  }
  const Costs costs = costs_of(results);
  if (context_.json) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const DiscoverResult& result : results) list.push_back(result_json(result));
    context_.out.line(json_text({{"results", list},
                                 {"counts", counts},
                                 {"cost",
                                  {{"spent", spent},
                                   {"results", costs.total},
                                   {"per_document", costs.per_document},
                                   {"per_survivor", json_number(costs.per_survivor)}}},
                                 {"seconds", seconds}}));
    return;
  }
  print_table(results);
  const std::string workspace = context_.workspace.string();
  context_.out.line(fmt::format("{} in {:.1f} s", text, seconds));
  if (costs.total > 0 || spent > 0) {
    context_.out.line(fmt::format(
        "Cost: {} in this run; {} for these results, {} a document, {} for one that is PASS or "
        "MARGINAL",
        dollars(spent), dollars(costs.total), dollars(costs.per_document),
        std::isnan(costs.per_survivor) ? "-" : dollars(costs.per_survivor)));
  }
  if (const auto lacking = std::count_if(results.begin(), results.end(), lacks_bars)) {
    context_.out.line(
        fmt::format("{} SKIPPED for want of bars: stratgen data import FILE --symbol SYMBOL, then "
                    "stratgen discover",
                    lacking));
  }
  context_.out.line(
      fmt::format("Results: {0}/results.sqlite; specs and sources: {0}/generated/", workspace));
  context_.out.line(
      "Next: stratgen inspect NAME, stratgen optimize, stratgen export --format v4 results.json");
}

}  // namespace stratgen
