// What discover found, through optimize, on the bundled documents and bars.
#include "tools/cli/optimize_document.hpp"

#include "tests/tools/cli/pipeline.hpp"

#include <cmath>
#include <map>
#include <set>

using namespace stratgen;

namespace {

constexpr const char* document = "knowledge/strategies/momentum/sma-crossover.md";
constexpr const char* spec_answer = "momentum/sma-crossover/extract_spec.completion.txt";
constexpr const char* source_answer = "momentum/sma-crossover/write_strategy.completion.txt";
constexpr const char* ranges_answer = "momentum/sma-crossover/propose_ranges.completion.txt";

std::vector<DiscoverResult> worth_it(RecordedPipeline& pipeline) {
  auto found = pipeline.discover(2);
  std::erase_if(found, [](const DiscoverResult& r) { return r.verdict == Verdict::Skipped; });
  return found;
}

// The strategy of sma-crossover with this body, and what becomes of it.
OptimizeResult optimized(RecordedPipeline& pipeline, const std::string& next,
                         const std::string& init = "") {
  pipeline.record(source_answer, R"(```cpp
#include <stratgen/strategy.hpp>
struct Probe : Strategy {
  int fast = param("fast", 20, {1, 50, 1});
  int slow = param("slow", 50, {50, 200, 10});
  Series slow_ma;
  void init() {
    slow_ma = sma(close, slow);
    )" + init + R"(
  }
  void next() {
    )" + next + R"(
  }
};
STRATGEN_STRATEGY(Probe)
```)");
  pipeline.documents = {document};
  const auto found = pipeline.discover(1);
  CAPTURE(found[0].error.value_or(""));
  REQUIRE_FALSE(found[0].error);
  return pipeline.optimize(found)[0];
}

OptimizeResult optimized(RecordedPipeline& pipeline) {
  pipeline.documents = {document};
  return pipeline.optimize(pipeline.discover(1))[0];
}

Bars sample_of(const RecordedPipeline& pipeline) {
  auto market = pipeline.bars.load("SPY", "1d");
  REQUIRE(market);
  return std::move(market->bars);
}

// An undefined statistic equals itself.
std::vector<OptimizeResult> comparable(std::vector<OptimizeResult> results) {
  for (OptimizeResult& result : results) {
    for (auto* const stats : {&result.train_stats, &result.test_stats}) {
      for (auto& [name, value] : *stats) {
        if (std::isnan(value)) value = -1e300;
      }
    }
  }
  return results;
}

// Gives the bars as `change` leaves them.
void change_bars(RecordedPipeline& pipeline, std::function<void(Bars&)> change) {
  pipeline.bars.load = [load = pipeline.bars.load, change = std::move(change)](
                           const std::string& symbol,
                           const std::string& timeframe) -> Result<MarketBars> {
    auto market = load(symbol, timeframe);
    if (market) change(market->bars);
    return market;
  };
}

// Everything from bar `first` on is another price.
void invert_from(Bars& bars, std::size_t first) {
  for (std::size_t i = first; i < bars.size(); ++i) {
    for (auto* const column : {&bars.open, &bars.close}) column->set(i, 1e6 / (*column)[i]);
    const double high = bars.high[i];
    bars.high.set(i, 1e6 / bars.low[i]);
    bars.low.set(i, 1e6 / high);
  }
}

}  // namespace

TEST_CASE("one, two and four threads give the same results") {
  RecordedPipeline pipeline;
  const auto found = worth_it(pipeline);
  const auto results = comparable(pipeline.optimize(found, 1));
  CHECK(comparable(pipeline.optimize(found, 2)) == results);
  CHECK(comparable(pipeline.optimize(found, 4)) == results);
}

TEST_CASE("nothing after the split has any influence on what is chosen") {
  RecordedPipeline pipeline;
  const auto found = worth_it(pipeline);
  const auto results = comparable(pipeline.optimize(found));
  change_bars(pipeline, [](Bars& bars) {
    invert_from(bars, static_cast<std::size_t>(0.7 * static_cast<double>(bars.size())));
  });
  const auto changed = comparable(pipeline.optimize(found));
  for (std::size_t i = 0; i < results.size(); ++i) {
    CAPTURE(results[i].document);
    REQUIRE_FALSE(changed[i].error);
    CHECK(changed[i].train_stats == results[i].train_stats);
    CHECK(changed[i].optimized_params == results[i].optimized_params);
    CHECK(changed[i].evaluated == results[i].evaluated);
    CHECK(changed[i].test_stats != results[i].test_stats);
  }
}

TEST_CASE(
    "decisions of the test part begin after the split, with warm indicators and a new account") {
  RecordedPipeline pipeline;
  pipeline.settings.run.broker.commission.relative = 0;
  // Ten units at the first bar of trading, for good.
  const OptimizeResult result = optimized(pipeline, "if (!position) buy({.size = 10});");
  CAPTURE(result.error.value_or(""));
  REQUIRE_FALSE(result.error);
  const Bars bars = sample_of(pipeline);
  const auto first = static_cast<std::size_t>(0.7 * static_cast<double>(bars.size()));
  CHECK(to_iso(bars.time[first], bars.clock) == result.test_from);
  CHECK(to_iso(bars.time[first - 1], bars.clock) == result.train_to);
  // Decided at the close of the first test bar, although the average spans up to 200 bars; filled
  // at the open of the second.
  const double bought = bars.open[first + 1];
  CHECK(number_named(result.test_stats, "Equity Final [$]") ==
        doctest::Approx(100000 + 10 * (bars.close.back() - bought)).epsilon(1e-12));
  // On the train part the average of n bars has its first value at bar n - 1, the first decision is
  // at bar n, filled at the open of n + 1.
  const auto n = static_cast<std::size_t>(number_named(result.optimized_params, "slow"));
  CHECK(n >= 50);
  CHECK(number_named(result.train_stats, "Equity Final [$]") ==
        doctest::Approx(100000 + 10 * (bars.close[first - 1] - bars.open[n + 1])).epsilon(1e-12));
}

TEST_CASE("a strategy that trades on train days only does nothing on the test part") {
  RecordedPipeline pipeline;
  const std::string before = "const bool train = date().year < 2008;";
  const OptimizeResult result = optimized(pipeline, before +
                                                        "if (train && !position) buy({.size = 5});"
                                                        "if (train && position) position.close();");
  CAPTURE(result.error.value_or(""));
  REQUIRE_FALSE(result.error);
  CHECK(number_named(result.train_stats, "# Trades") > 100);
  CHECK(number_named(result.test_stats, "# Trades") == 0);
  CHECK(number_named(result.test_stats, "Equity Final [$]") == 100000);
  CHECK(result.test_verdict == Verdict::Fail);

  const OptimizeResult late =
      optimized(pipeline, "if (date().year > 2008 && !position) buy({.size = 5});");
  REQUIRE(late.error);
  CHECK(late.error->find("has a Sharpe ratio on the train part") != std::string::npos);
  CHECK(late.test_verdict == Verdict::Error);
  CHECK(late.test_reasons == std::vector<std::string>{*late.error});
}

TEST_CASE("a recording that is missing is an error of its document that names the file") {
  RecordedPipeline pipeline;
  std::filesystem::remove(pipeline.recordings() / ranges_answer);
  const OptimizeResult result = optimized(pipeline);
  CHECK(result.test_verdict == Verdict::Error);
  REQUIRE(result.error);
  CHECK(
      result.error->starts_with("no answer is recorded for strategies/momentum/sma-crossover.md"));
  CHECK(result.error->find("propose_ranges.completion.txt does not exist") != std::string::npos);
  CHECK(result.v4_params == NamedNumbers{{"fast", 20}, {"slow", 50}});
  CHECK(result.train_stats.empty());
}

TEST_CASE("ranges that break a rule are an error that says which value") {
  RecordedPipeline pipeline;
  pipeline.record(ranges_answer, R"({"param_ranges": {"fast": [5, 20, 55]}})");
  CHECK(optimized(pipeline).error ==
        "propose_ranges.completion.txt: param_ranges /param_ranges/fast/2: 55 is outside the range "
        "that the strategy declares; give 1 to 50");
  pipeline.record(ranges_answer, "I would try some windows.");
  CHECK(optimized(pipeline).error->starts_with("propose_ranges.completion.txt: answer: "));
}

TEST_CASE("a default that is not tried is said, and so is a draw") {
  RecordedPipeline pipeline;
  pipeline.record(ranges_answer,
                  R"({"param_ranges": {"fast": [5, 10, 15], "slow": [50, 100, 200]}})");
  pipeline.max_tries = 4;
  const OptimizeResult result = optimized(pipeline);
  REQUIRE_FALSE(result.error);
  CHECK(result.evaluated == 4);
  REQUIRE(result.adaptations.size() == 3);  // the first: the index stands in for SPY
  CHECK(result.adaptations[1] == "fast: the default 20 is not among the values to try, 5, 10, 15");
  CHECK(result.adaptations[2] == "9 combinations of parameters -> 4 of them, drawn with seed 0");
}

TEST_CASE("combinations that the strategy rejects are passed over; all of them are an error") {
  RecordedPipeline pipeline;
  const std::string trade = "if (position) position.close(); else buy({.size = 5});";
  const OptimizeResult some = optimized(pipeline, trade, "if (fast != 20) reject(\"not 20\");");
  REQUIRE_FALSE(some.error);
  CHECK(number_named(some.optimized_params, "fast") == 20);
  CHECK(some.evaluated == 5);  // of the recorded 7 * 5
  CHECK(some.rejected == 30);

  pipeline.record(ranges_answer, R"({"param_ranges": {"fast": [5, 10, 15]}})");
  const OptimizeResult none = optimized(pipeline, trade, "if (fast != 20) reject(\"not 20\");");
  CHECK(none.error == "no combination of parameters can be judged on the train part: 3 rejected");
  CHECK(none.rejected == 3);
  CHECK(none.optimized_params.empty());
}

TEST_CASE("a strategy without parameters is judged as it is, and nobody is asked") {
  RecordedPipeline pipeline;
  pipeline.edit(spec_answer, R"("params": {"fast": 20, "slow": 50})", R"("params": {})");
  pipeline.record(source_answer, R"(```cpp
#include <stratgen/strategy.hpp>
struct Plain : Strategy {
  void next() { if (position) position.close(); else buy({.size = 5}); }
};
STRATGEN_STRATEGY(Plain)
```)");
  std::filesystem::remove(pipeline.recordings() / ranges_answer);
  const OptimizeResult result = optimized(pipeline);
  CAPTURE(result.error.value_or(""));
  REQUIRE_FALSE(result.error);
  CHECK(result.param_ranges.empty());
  CHECK(result.optimized_params.empty());
  CHECK(result.test_stats.size() == 30);
  CHECK(result.adaptations.back() ==
        "choose parameters -> judge the strategy as it is: it declares none");
}

TEST_CASE("what changed since discover is an error that says to run it again") {
  RecordedPipeline pipeline;
  pipeline.documents = {document};
  auto found = pipeline.discover(1);
  const auto file = pipeline.artifacts() / "momentum/sma-crossover/strategy.cpp";
  REQUIRE(write_file(file, "another"));
  CHECK(pipeline.optimize(found)[0].error ==
        file.string() + " has changed since discover; run it again");
  found[0].document_hash = "another";
  CHECK(pipeline.optimize(found)[0].error ==
        "strategies/momentum/sma-crossover.md has changed since discover; run it again");
}

TEST_CASE("a search that is interrupted has no result") {
  RecordedPipeline pipeline;
  pipeline.documents = {document};
  const auto found = pipeline.discover(1);
  ReplayLlm llm(pipeline.recordings());
  auto jit = Jit::create();
  REQUIRE(jit);
  Loader loader(std::move(*jit), std::nullopt, std::nullopt);
  const std::atomic<bool> interrupted = true;
  const OptimizePipeline interrupted_pipeline{
      "knowledge", pipeline.artifacts(), llm, loader, pipeline.bars, {}, interrupted, {}};
  CHECK_FALSE(optimize_document(found[0], interrupted_pipeline));
}

TEST_CASE("the fingerprint of optimize changes with everything that decides a result") {
  RecordedPipeline pipeline;
  pipeline.documents = {document};
  DiscoverResult found = pipeline.discover(1)[0];
  std::set<std::string> prints = {pipeline.optimize_fingerprint_of(found)};
  std::size_t expected = 1;
  const auto is_new = [&] {
    prints.insert(pipeline.optimize_fingerprint_of(found));
    CHECK(prints.size() == ++expected);
  };
  prints.insert(pipeline.optimize_fingerprint_of(found));
  CHECK(prints.size() == 1);
  pipeline.split.fraction = 0.6;
  is_new();
  pipeline.split.last_day = 1'700'000'000;
  is_new();
  pipeline.max_tries = 100;
  is_new();
  pipeline.seed = 1;
  is_new();
  pipeline.settings.run.broker.cash = 1;
  is_new();
  pipeline.settings.thresholds.pass.trades = 9;
  is_new();
  pipeline.bars.identity = "others";
  is_new();
  found.fingerprint = "another";
  is_new();
  pipeline.edit(ranges_answer, "[1, 2, 5,", "[1, 3, 5,");
  is_new();
}
