// The bundled documents from text to verdict, as `discover --sample` takes them.
#include "tools/cli/discover_document.hpp"

#include "runtime/base/hash.hpp"
#include "tests/tools/cli/pipeline.hpp"

#include <algorithm>
#include <map>
#include <memory>

using namespace stratgen;

TEST_CASE("each document ends with a verdict from a real backtest, or skipped with the reason") {
  RecordedPipeline pipeline;
  const auto results = pipeline.discover(2);
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
      CHECK(result.skipped == result.reasons.front());
      CHECK(result.stats.empty());
    } else {
      ++judged;
      CHECK_FALSE(result.skipped);
      std::map<std::string, double> stats(result.stats.begin(), result.stats.end());
      CHECK(stats.size() == 30);  // backtesting.py's 32 without Start and End
      CHECK(stats["Max. Drawdown [%]"] <= 0);
      CHECK(result.bars_hash.size() == 64);
      CHECK(result.reasons.front().starts_with("Sharpe "));
    }
  }
  CHECK(judged >= 7);
  CHECK(skipped >= 1);
}

TEST_CASE("an asset that the sample does not have is a reason to skip, not an error") {
  RecordedPipeline pipeline;
  const auto results = pipeline.discover(2);
  const auto reads_vix =
      std::ranges::find(results, "vix-predicts-index-returns", &DiscoverResult::slug);
  REQUIRE(reads_vix != results.end());
  CHECK(reads_vix->verdict == Verdict::Skipped);
  REQUIRE(reads_vix->skipped);
  CHECK(reads_vix->skipped->find("VIX is not in the bundled sample") != std::string::npos);
}

TEST_CASE("what stands in for the market asked for is an adaptation") {
  RecordedPipeline pipeline;
  for (const DiscoverResult& result : pipeline.discover(2)) {
    CAPTURE(result.document);
    if (result.symbol != "SPY" || result.verdict == Verdict::Skipped) continue;
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

TEST_CASE("a run writes exactly the specs and sources that are in generated/") {
  RecordedPipeline pipeline;
  const auto results = pipeline.discover(2);
  for (const DiscoverResult& result : results) {
    CAPTURE(result.document);
    const auto place = std::filesystem::path(result.category) / result.slug;
    const auto file = [&](const std::filesystem::path& root, const char* name) {
      auto text = read_file(root / place / name);
      REQUIRE(text);
      return *text;
    };
    CHECK(file(pipeline.artifacts(), "spec.json") == file("generated", "spec.json"));
    CHECK(file(pipeline.artifacts(), "spec.json") == result.spec_json);
    CHECK(sha256(file("generated", "extract_spec.completion.txt")) == result.spec_completion_hash);
    if (result.source_hash.empty()) {  // skipped before there was one
      CHECK_FALSE(std::filesystem::exists(pipeline.artifacts() / place / "strategy.cpp"));
      continue;
    }
    CHECK(file(pipeline.artifacts(), "strategy.cpp") == file("generated", "strategy.cpp"));
    CHECK(sha256(file("generated", "strategy.cpp")) == result.source_hash);
  }
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
