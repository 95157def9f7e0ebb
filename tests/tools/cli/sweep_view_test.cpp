#include "tools/cli/sweep_view.hpp"

#include <doctest/doctest.h>

#include <cstdio>

using namespace stratgen;
using Json = nlohmann::ordered_json;

namespace {

Json report() {
  const Json stats = {
      {"Sharpe Ratio", 1.234},  {"Sortino Ratio", 2},         {"Return [%]", 10.5},
      {"Return (Ann.) [%]", 3}, {"Volatility (Ann.) [%]", 4}, {"Max. Drawdown [%]", -5.25},
      {"# Trades", 7},          {"Win Rate [%]", nullptr},    {"Exposure Time [%]", 50},
      {"Profit Factor", "inf"}};
  return {
      {"evaluated", 1234},
      {"rejected", 1},
      {"failed", 2},
      {"seconds", 0.5},
      {"backtests_per_second", 2474.0},
      {"jobs", 2},
      {"top", Json::array({{{"params", {{"n", 5}, {"on", true}}}, {"stats", stats}}})},
      {"deflated_sharpe", 0.97},
      {"overfitting",
       {{"expected_best_sharpe", 0.8},
        {"effective_trials", 17.6},
        {"effective_deflated_sharpe", 0.99}}},
      {"pbo", nullptr},
      {"pbo_note", "it takes two completed cells"},
      {"excluded", 3},
      {"complete", true},
      {"maximize", "Sharpe Ratio"},
      {"strategies", Json::array({{{"strategy", "S"}, {"symbol", "SPY"}, {"timeframe", "1d"}}})},
      {"failures", Json::array({{{"reason", "trap"},
                                 {"cells", 2},
                                 {"params", {{"n", 9}, {"on", false}}},
                                 {"error", "S line 3: out of\nrange"}}})}};
}

struct Page {
  std::FILE* file = std::tmpfile();
  Console console{file};
  ~Page() { std::fclose(file); }
};

}  // namespace

TEST_CASE("a sweep's report as a page") {
  const Page page;
  CHECK(sweep_text(page.console, report()) ==
        "S on SPY 1d, by Sharpe Ratio\n"
        "\n"
        "#  n    on  Sharpe  Sortino  return  a year  volatility  drawdown  trades  won  exposed  "
        "profit factor\n"
        "1  5  true    1.23     2.00   10.5%    3.0%        4.0%     -5.2%       7    -    50.0%  "
        "          inf\n"
        "\n"
        "1,234 evaluated, 1 rejected, 2 failed (2 trap), 3 excluded by the constraint; 0.50 s, "
        "2,474 backtests/s with 2 threads\n"
        "Deflated Sharpe 0.97: how likely the best is more than the luck of 1,234 tries (0.99 if "
        "alike ones count once: 18), whose best would have 0.80; convincing from 0.95\n"
        "No PBO: it takes two completed cells\n");
}

TEST_CASE("failures show their reason, an example and its error on one line") {
  const Page page;
  CHECK(failures_text(page.console, report()) ==
        "reason  cells  for example   error\n"
        "trap        2  n=9 on=false  S line 3: out of range\n");
}

TEST_CASE("strategies with different parameters share one column for them") {
  const Page page;
  Json two = report();
  two["strategies"].push_back({{"strategy", "T"}, {"symbol", "SPY"}, {"timeframe", "1d"}});
  Json other = two["top"][0];
  other["params"] = {{"m", 1}};
  other["strategy"] = "T";
  two["top"][0]["strategy"] = "S";
  two["top"].push_back(other);
  const std::string text = sweep_text(page.console, two);
  CHECK(text.find("#  strategy  parameters   Sharpe") != std::string::npos);
  CHECK(text.find("1  S         n=5 on=true    1.23") != std::string::npos);
  CHECK(text.find("2  T         m=1            1.23") != std::string::npos);
}
