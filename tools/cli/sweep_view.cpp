#include "tools/cli/sweep_view.hpp"

#include "tools/cli/json_output.hpp"
#include "tools/cli/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>
#include <vector>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

struct StatisticColumn {
  const char* name;
  const char* title;
  int leaves;  // as in Table
  std::string (*text)(double value);
};
std::string ratio(double value) { return decimal(value); }
std::string share(double value) { return percent(value); }
std::string count(double value) { return decimal(value, 0); }
constexpr StatisticColumn statistics[] = {
    {"Sharpe Ratio", "Sharpe", 10, ratio},
    {"Sortino Ratio", "Sortino", 3, ratio},
    {"Return [%]", "return", 9, share},
    {"Return (Ann.) [%]", "a year", 4, share},
    {"Volatility (Ann.) [%]", "volatility", 2, share},
    {"Max. Drawdown [%]", "drawdown", 8, share},
    {"# Trades", "trades", 7, count},
    {"Win Rate [%]", "won", 6, share},
    {"Exposure Time [%]", "exposed", 1, share},
    {"Profit Factor", "profit factor", 5, ratio},
};

double number_of(const Json& value) {
  if (value.is_number()) return value.get<double>();
  if (value == "inf") return std::numeric_limits<double>::infinity();
  if (value == "-inf") return -std::numeric_limits<double>::infinity();
  return std::numeric_limits<double>::quiet_NaN();
}

std::string text_of(const Json& value) {
  return value.is_string() ? value.get<std::string>() : json_text(value);
}

std::string grouped_of(const Json& count) { return grouped(count.get<long long>()); }

// The parameters that all entries have; none where strategies differ in them.
std::vector<std::string> shared_params(const Json& top) {
  std::vector<std::string> names;
  for (const auto& [name, value] : top[0]["params"].items()) names.push_back(name);
  for (const Json& entry : top) {
    std::vector<std::string> others;
    for (const auto& [name, value] : entry["params"].items()) others.push_back(name);
    if (others != names) return {};
  }
  return names;
}

std::string cells_text(const Console& console, const Json& report, const Json& cells) {
  const std::vector<std::string> params = shared_params(cells);
  std::vector<Table::Column> columns = {{"#", true}};
  std::vector<const char*> names;
  for (const char* const name : {"strategy", "symbol", "timeframe"}) {
    std::set<std::string> values;
    for (const Json& part : report["strategies"]) values.insert(part[name].get<std::string>());
    if (values.size() < 2) continue;
    names.push_back(name);
    columns.push_back({name});
  }
  for (const std::string& name : params) columns.push_back({one_line(name), true});
  if (params.empty()) columns.push_back({"parameters"});
  for (const StatisticColumn& column : statistics) {
    const bool stays = column.name == report["maximize"].get<std::string>();
    columns.push_back({column.title, true, stays ? 0 : column.leaves});
  }
  Table table(std::move(columns));
  int rank = 0;
  for (const Json& entry : cells) {
    std::vector<std::string> row = {fmt::format("{}", ++rank)};
    for (const char* const name : names) row.push_back(one_line(entry[name].get<std::string>()));
    for (const std::string& name : params) row.push_back(text_of(entry["params"][name]));
    if (params.empty()) row.push_back(one_line(params_text(entry["params"])));
    for (const StatisticColumn& column : statistics)
      row.push_back(column.text(number_of(entry["stats"][column.name])));
    table.row(std::move(row));
  }
  return table.text(console, console.is_terminal() ? console.columns() : 0);
}

std::string counts_text(const Json& report) {
  std::string text =
      fmt::format("{} evaluated, {} rejected, {} failed", grouped_of(report["evaluated"]),
                  grouped_of(report["rejected"]), grouped_of(report["failed"]));
  std::string reasons;
  for (const Json& failure : report["failures"]) {
    if (failure["reason"] == "rejected" || failure["reason"] == "failed") continue;
    reasons += fmt::format("{}{} {}", reasons.empty() ? "" : ", ", grouped_of(failure["cells"]),
                           failure["reason"].get<std::string>());
  }
  if (!reasons.empty()) text += " (" + reasons + ")";
  if (report["excluded"] != 0)
    text += fmt::format(", {} excluded by the constraint", grouped_of(report["excluded"]));
  const Json& rate = report["backtests_per_second"];
  return fmt::format("{}; {:.2f} s, {} backtests/s with {} {}\n", text,
                     report["seconds"].get<double>(),
                     rate.is_null() ? "-" : grouped(rate.get<long long>()),
                     report["jobs"].get<int>(), report["jobs"] == 1 ? "thread" : "threads");
}

std::string luck_text(const Console& console, const Json& report) {
  std::string text;
  const double deflated = number_of(report["deflated_sharpe"]), pbo = number_of(report["pbo"]);
  const auto painted = [&](double value, bool good) {
    return console.paint(good ? Colour::Green : Colour::Yellow, decimal(value));
  };
  if (deflated == deflated) {
    const Json& by = report["overfitting"];
    text += fmt::format("Deflated Sharpe {}: how likely the best is more than the luck of {} tries",
                        painted(deflated, deflated >= 0.95), grouped_of(report["evaluated"]));
    if (!by["effective_trials"].is_null()) {
      text += fmt::format(" ({} if alike ones count once: {})",
                          decimal(number_of(by["effective_deflated_sharpe"])),
                          decimal(number_of(by["effective_trials"]), 0));
    }
    text += fmt::format(", whose best would have {}; convincing from 0.95\n",
                        decimal(number_of(by["expected_best_sharpe"])));
  }
  if (pbo == pbo) {
    text += fmt::format(
        "PBO {}: how often the best in one half of the time is not above the median in the other, "
        "of {} cells; good up to 0.20\n",
        painted(pbo, pbo <= 0.2), grouped_of(report["overfitting"]["sampled_cells"]));
  } else if (report.contains("pbo_note")) {
    text += fmt::format("No PBO: {}\n", report["pbo_note"].get<std::string>());
  }
  return text;
}

}  // namespace

std::string params_text(const Json& params, const std::string& before) {
  std::string text;
  for (const auto& [name, value] : params.items())
    text += fmt::format("{}{}{}={}", text.empty() ? "" : " ", before, name, text_of(value));
  return text;
}

std::string failures_text(const Console& console, const Json& report) {
  Table table({{"reason"}, {"cells", true}, {"for example"}, {"error"}});
  for (const Json& failure : report["failures"]) {
    std::string example;
    for (const char* const name : {"strategy", "symbol"})
      if (failure.contains(name)) example += failure[name].get<std::string>() + " ";
    if (failure.contains("params")) example += params_text(failure["params"]);
    table.row({failure["reason"].get<std::string>(), grouped_of(failure["cells"]),
               one_line(example),
               one_line(failure.contains("error") ? failure["error"].get<std::string>() : "")});
  }
  return table.text(console, console.is_terminal() ? console.columns() : 0);
}

std::string sweep_text(const Console& console, const Json& report) {
  std::string text;
  const Json& strategies = report["strategies"];
  const auto first = [&](const char* name) { return strategies[0][name].get<std::string>(); };
  const std::string what =
      strategies.size() == 1
          ? fmt::format("{} on {}{}{}", first("strategy"), first("symbol"),
                        first("timeframe").empty() ? "" : " ", first("timeframe"))
          : fmt::format("{} strategies and markets together", strategies.size());
  text += fmt::format("{}, by {}{}\n\n", console.paint(Colour::Bold, one_line(what)),
                      report["maximize"].get<std::string>(),
                      report["complete"].get<bool>() ? "" : "; interrupted: a part of the cells");
  if (!report["top"].empty()) text += cells_text(console, report, report["top"]) + "\n";
  if (report.contains("front") && !report["front"].empty()) {
    text += fmt::format(
        "{} of {}: cells that none betters in one without losing in another\n\n{}\n",
        console.paint(Colour::Bold, "Pareto front"), report["objectives"].get<std::string>(),
        cells_text(console, report, report["front"]));
  }
  return text + counts_text(report) + luck_text(console, report);
}

}  // namespace stratgen
