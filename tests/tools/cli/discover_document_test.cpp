// Documents from text to verdict, as `discover --sample` takes them.
#include "tools/cli/discover_document.hpp"

#include "runtime/base/hash.hpp"
#include "tests/tools/cli/pipeline.hpp"

#include <map>
#include <memory>

using namespace stratgen;

TEST_CASE("eight documents end with seven verdicts from real backtests and one skipped") {
  RecordedPipeline pipeline;
  const auto results = pipeline.discover(2);
  REQUIRE(results.size() == 8);
  int judged = 0, skipped = 0;
  for (const DiscoverResult& result : results) {
    CAPTURE(result.document);
    CHECK_FALSE(result.error);
    CHECK(result.document == "strategies/" + result.category + "/" + result.slug + ".md");
    CHECK(result.fingerprint.size() == 64);
    CHECK(result.document_hash.size() == 64);
    CHECK_FALSE(result.spec_json.empty());
    if (result.verdict == Verdict::Skipped) {
      ++skipped;
      CHECK(result.slug == "book-to-market-value");
      CHECK(result.skipped == result.reasons.front());
      CHECK(result.stats.empty());
      CHECK(result.source_hash == "");
    } else {
      ++judged;
      CHECK_FALSE(result.skipped);
      std::map<std::string, double> stats(result.stats.begin(), result.stats.end());
      CHECK(stats.size() == 30);  // backtesting.py's 32 without Start and End
      CHECK(stats["# Trades"] >= 3);
      CHECK(stats["Max. Drawdown [%]"] < 0);
      CHECK(result.bars_hash.size() == 64);
      CHECK(result.reasons.front().starts_with("Sharpe "));
    }
  }
  CHECK(judged == 7);
  CHECK(skipped == 1);
}

TEST_CASE("a market or an asset that the sample does not have is a reason to skip, not an error") {
  RecordedPipeline pipeline({document_of("forex/dynamic-breakout-ii"),
                             document_of("volatility-options/vix-predicts-index-returns")});
  const auto results = pipeline.discover(1);
  const auto skipped = [&](std::size_t i) {
    CHECK(results[i].verdict == Verdict::Skipped);
    return results[i].skipped.value_or("");
  };
  CHECK(skipped(0).starts_with("EURUSD is not in the bundled sample"));
  CHECK(skipped(1).starts_with("VIX is not in the bundled sample"));
}

TEST_CASE("what stands in for the market asked for is an adaptation") {
  RecordedPipeline pipeline;
  for (const DiscoverResult& result : pipeline.discover(2)) {
    CAPTURE(result.document);
    if (result.symbol != "SPY") {  // a share of the sample: what was asked for
      CHECK((result.symbol == "AAPL" || result.verdict == Verdict::Skipped));
      continue;
    }
    REQUIRE_FALSE(result.adaptations.empty());
    CHECK(result.adaptations.back().starts_with("SPY -> Nasdaq-100 index (NDX)"));
  }
}

TEST_CASE("one, two and four threads give the same results, twice") {
  RecordedPipeline pipeline;
  const auto results = pipeline.discover(1);
  CHECK(pipeline.discover(1) == results);
  CHECK(pipeline.discover(2) == results);
  CHECK(pipeline.discover(4) == results);
}

TEST_CASE("a document reports its stages in their order") {
  RecordedPipeline pipeline;
  ReplayLlm llm(pipeline.recordings());
  auto jit = Jit::create();
  auto bars = sample_source(Home{"."});
  REQUIRE(jit);
  REQUIRE(bars);
  Loader loader(std::move(*jit), std::nullopt, std::nullopt);
  std::string stages;
  const DiscoverPipeline watched{"knowledge",
                                 pipeline.artifacts(),
                                 llm,
                                 loader,
                                 *bars,
                                 pipeline.settings,
                                 [&](const DiscoverResult& so_far, DiscoverStage stage) {
                                   stages +=
                                       so_far.slug.substr(0, 3) + ":" + to_string(stage) + " ";
                                 }};
  discover_document("knowledge/strategies/momentum/sma-crossover.md", watched);
  CHECK(stages == "sma:document sma:spec sma:source sma:compile sma:backtest ");
}

TEST_CASE("the fingerprint changes with everything that decides a result") {
  RecordedPipeline pipeline;
  const std::filesystem::path document = "knowledge/strategies/momentum/sma-crossover.md";
  const auto print = [&] { return pipeline.fingerprint_of(document); };
  const std::string first = print();
  CHECK(print() == first);
  const PipelineSettings settings = pipeline.settings;
  const auto changes = [&](auto change) {
    pipeline.settings = settings;
    change(pipeline.settings);
    const bool changed = print() != first;
    pipeline.settings = settings;
    return changed;
  };
  CHECK(changes([](auto& s) { s.run.broker.cash = 1; }));
  CHECK(changes([](auto& s) { s.run.broker.commission.fixed = 1; }));
  CHECK(changes([](auto& s) { s.run.broker.commission.relative = 0.01; }));
  CHECK(changes([](auto& s) { s.run.broker.spread = 0.01; }));
  CHECK(changes([](auto& s) { s.run.broker.margin = 0.5; }));
  CHECK(changes([](auto& s) { s.run.broker.trade_on_close = true; }));
  CHECK(changes([](auto& s) { s.run.broker.hedging = true; }));
  CHECK(changes([](auto& s) { s.run.broker.exclusive_orders = true; }));
  CHECK(changes([](auto& s) { s.run.finalize_trades = true; }));
  CHECK(changes([](auto& s) { s.run.skip_refused_orders = true; }));
  CHECK(changes([](auto& s) { s.run.broker.fills = FillModel::Strict; }));
  CHECK(changes([](auto& s) { s.run.broker.fractional = true; }));
  CHECK(changes([](auto& s) { s.run.broker.slippage.bps = 1; }));
  CHECK(changes([](auto& s) { s.run.broker.slippage.range = 0.1; }));
  CHECK(changes([](auto& s) { s.run.risk_free_rate = 0.01; }));
  CHECK(changes([](auto& s) { s.period.from = 0; }));  // 1970-01-01 is not "from the beginning"
  CHECK(changes([](auto& s) { s.period.to = 0; }));
  CHECK(changes([](auto& s) { s.thresholds.pass.sharpe = 1; }));
  CHECK(changes([](auto& s) { s.thresholds.fail.trades = 9; }));
  CHECK_FALSE(changes([](auto&) {}));

  pipeline.edit("momentum/sma-crossover/write_strategy.completion.txt", "one to the bar",
                "one up to the bar");
  CHECK(print() != first);
}
