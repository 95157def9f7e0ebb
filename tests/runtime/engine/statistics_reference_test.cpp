// Every statistic of 29 runs of backtesting.py 0.6.6, from that run's own equity and trades.
#include "runtime/engine/statistics.hpp"
#include "runtime/engine/statistics_drawdowns.hpp"
#include "runtime/market/csv.hpp"
#include "runtime/market/stamp.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

namespace stratgen {
namespace {

using Json = nlohmann::json;

const std::filesystem::path folder = REFERENCE_DIR;

double number(const Json& value) {
  if (value.is_null()) return std::nan("");
  if (value.is_string())
    return value == "inf"    ? HUGE_VAL
           : value == "-inf" ? -HUGE_VAL
                             : std::stod(value.get<std::string>());
  return value.get<double>();
}

std::vector<double> numbers(const Json& values) {
  std::vector<double> list;
  for (const Json& value : values) list.push_back(number(value));
  return list;
}

std::int64_t parse_time(const std::string& text) {
  const std::optional<Stamp> stamp = parse_stamp(text);
  REQUIRE(stamp.has_value());
  return stamp->seconds;
}

// The first `rows` of the file; only the times and closes matter here.
Bars bars_from_csv(const std::filesystem::path& path, std::size_t rows) {
  Result<Bars> bars = read_csv(path, "");
  REQUIRE(bars.has_value());
  bars->time = bars->time.rows(0, rows);
  bars->close = bars->close.rows(0, rows);
  return std::move(*bars);
}

Bars bars_of(const Json& data) {
  Bars bars;
  if (data.contains("inline")) {
    for (const Json& time : data["inline"]["index"]) bars.time.push_back(parse_time(time));
    bars.close = numbers(data["inline"]["close"]);
    return bars;
  }
  bars = bars_from_csv(folder / data["file"].get<std::string>(), data["bars"]);
  if (!data.contains("index")) return bars;
  bars.clock = Clock::Numbers;  // "drop the dates; index is 0..n-1"
  for (std::size_t i = 0; i < bars.size(); ++i) bars.time.set(i, static_cast<std::int64_t>(i));
  return bars;
}

std::vector<Trade> trades_of(const Json& list) {
  std::vector<Trade> trades;
  for (const Json& row : list) {
    Trade trade;
    trade.size = row["size"];
    trade.entry_bar = row["entry_bar"];
    trade.exit_bar = row["exit_bar"];
    trade.entry_price = row["entry_price"];
    trade.exit_price = row["exit_price"];
    trade.commission = row["commission"];
    trades.push_back(trade);
  }
  return trades;
}

double relative_difference(double ours, double theirs) {
  if (ours == theirs || (std::isnan(ours) && std::isnan(theirs))) return 0;
  if (!std::isfinite(ours) || !std::isfinite(theirs)) return HUGE_VAL;
  return std::abs(ours - theirs) / std::max(std::abs(ours), std::abs(theirs));
}

std::vector<Json> runs() {
  std::vector<Json> list;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "backtests"))
    list.push_back(Json::parse(std::ifstream(entry.path())));
  return list;
}

Statistics statistics_of(const Json& run) {
  return compute_statistics(bars_of(run["data"]), numbers(run["result"]["equity"]),
                            trades_of(run["result"]["trades"]), run["warmup_bars"]);
}

TEST_CASE("every statistic equals that of backtesting.py, to 1e-9") {
  const std::vector<Json> all = runs();
  CHECK(all.size() == 29);
  double worst = 0;
  std::size_t compared = 0;
  for (const Json& run : all) {
    const Json& expected = run["result"]["stats"];
    std::size_t missing = expected.size();
    for (const Statistic& statistic : named(statistics_of(run))) {
      const std::string name(statistic.name);
      INFO(run["case"].get<std::string>() << " " << name);
      if (!expected.contains(name)) {
        CHECK(name == "Commissions [$]");
        CHECK(std::get<double>(statistic.value) == 0);
        continue;
      }
      --missing;
      ++compared;
      if (const auto* text = std::get_if<std::string>(&statistic.value)) {
        CHECK(*text == expected[name].get<std::string>());
        continue;
      }
      const double difference =
          relative_difference(std::get<double>(statistic.value), number(expected[name]));
      INFO("ours " << std::get<double>(statistic.value) << ", theirs " << number(expected[name]));
      CHECK(difference <= 1e-9);
      worst = std::max(worst, difference);
    }
    INFO(run["case"].get<std::string>());
    CHECK(missing == 0);
  }
  MESSAGE(compared << " statistics, largest relative difference " << worst);
}

TEST_CASE("the order of the statistics is that of backtesting.py") {
  for (const auto& entry : std::filesystem::directory_iterator(folder / "backtests")) {
    const auto run = nlohmann::ordered_json::parse(std::ifstream(entry.path()));
    std::vector<std::string> theirs, ours;
    for (const auto& [name, value] : run["result"]["stats"].items()) theirs.push_back(name);
    for (const Statistic& statistic : named(statistics_of(Json(run))))
      if (run["result"]["stats"].contains(std::string(statistic.name)))
        ours.emplace_back(statistic.name);
    CHECK(ours == theirs);
  }
}

TEST_CASE("the drawdown and its duration equal those of backtesting.py at every bar") {
  double worst = 0;
  for (const Json& run : runs()) {
    INFO(run["case"].get<std::string>());
    const std::vector<double> ours = drawdowns(numbers(run["result"]["equity"]));
    const std::vector<double> theirs = numbers(run["result"]["drawdown_pct"]);
    REQUIRE(ours.size() == theirs.size());
    for (std::size_t i = 0; i < ours.size(); ++i)
      worst = std::max(worst, std::abs(ours[i] - theirs[i]));

    const std::vector<double> durations = drawdown_durations(bars_of(run["data"]), ours);
    const std::vector<double> expected = numbers(run["result"]["drawdown_duration"]);
    REQUIRE(durations.size() == expected.size());
    for (std::size_t i = 0; i < durations.size(); ++i)
      CHECK(relative_difference(durations[i], expected[i]) == 0);
  }
  CHECK(worst == 0);
}

}  // namespace
}  // namespace stratgen
