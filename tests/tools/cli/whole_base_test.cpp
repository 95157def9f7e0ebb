// All documents that there are, on the bundled bars and on bars that stand in for what the sample
// lacks. What must hold of some documents is tested on eight of them, elsewhere.
#include "runtime/base/hash.hpp"
#include "tests/tools/cli/pipeline.hpp"
#include "tests/tools/made_up_bars.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

using namespace stratgen;

namespace {

std::string file(const std::filesystem::path& folder, const char* name) {
  auto text = read_file(folder / name);
  REQUIRE(text);
  return *text;
}

// What the run kept of the answers is what is committed, word for word.
void check_artifacts(const DiscoverResult& result, const std::filesystem::path& artifacts) {
  const auto place = std::filesystem::path(result.category) / result.slug;
  const auto kept = artifacts / place, committed = "generated" / place;
  CHECK(file(kept, "spec.json") == file(committed, "spec.json"));
  CHECK(file(kept, "spec.json") == result.spec_json);
  CHECK(sha256(file(committed, "extract_spec.completion.txt")) == result.spec_completion_hash);
  if (result.source_hash.empty()) {  // skipped before there was one
    CHECK_FALSE(std::filesystem::exists(kept / "strategy.cpp"));
    return;
  }
  CHECK(file(kept, "strategy.cpp") == file(committed, "strategy.cpp"));
  CHECK(sha256(file(committed, "strategy.cpp")) == result.source_hash);
}

bool says(const std::vector<std::string>& reasons, const std::string& text) {
  return std::find(reasons.begin(), reasons.end(), text) != reasons.end();
}

void check_ended(const DiscoverResult& result) {
  CAPTURE(result.error.value_or(""));
  CHECK_FALSE(result.error);
  CHECK(result.verdict != Verdict::Error);
  CHECK(result.document == "strategies/" + result.category + "/" + result.slug + ".md");
  CHECK(result.fingerprint.size() == 64);
  CHECK(result.document_hash.size() == 64);
  REQUIRE_FALSE(result.reasons.empty());
  if (result.verdict == Verdict::Skipped) {
    CHECK(result.skipped == result.reasons.front());
    CHECK(result.stats.empty());
    return;
  }
  CHECK_FALSE(result.skipped);
  const std::map<std::string, double> stats(result.stats.begin(), result.stats.end());
  CHECK(stats.size() == 30);  // backtesting.py's 32 without Start and End
  CHECK(stats.at("Max. Drawdown [%]") <= 0);
  CHECK(result.bars_hash.size() == 64);
  CHECK(result.reasons.front().starts_with("Sharpe "));
  CHECK((stats.at("# Trades") > 0 || says(result.reasons, "0 trades are fewer than 3")));
}

// Bars of every market, all of them made up.
void lend_bars(BarSource& bars) {
  bars.load = [load = bars.load](const std::string& symbol,
                                 const std::string& timeframe) -> Result<MarketBars> {
    STRATGEN_TRY(MarketBars index, load("NDX", timeframe));
    return MarketBars{made_up_bars(symbol, std::move(index.bars)), std::nullopt};
  };
  bars.unable = [](const auto&, const auto&) { return std::nullopt; };
}

void check_record(const OptimizeResult& result, const DiscoverResult& found) {
  CAPTURE(result.error.value_or(""));
  CHECK_FALSE(result.error);
  CHECK(result.document == found.document);
  CHECK(result.v4_verdict == found.verdict);
  CHECK(result.train_stats.size() == 30);
  CHECK(result.test_stats.size() == 30);
  CHECK_FALSE(result.test_reasons.empty());
  CHECK(result.evaluated + result.rejected <= 200);
  CHECK(result.failed == 0);
  CHECK(result.ranges_completion_hash.size() == 64);
  CHECK(result.bars_hash == found.bars_hash);
  CHECK(result.fingerprint.size() == 64);
  CHECK(result.train_to < result.test_from);
  // The recorded ranges: with the default, and no warning.
  const std::map<std::string, double> v4(result.v4_params.begin(), result.v4_params.end());
  const std::map<std::string, double> chosen(result.optimized_params.begin(),
                                             result.optimized_params.end());
  CHECK(v4.size() == chosen.size());
  for (const auto& [name, values] : result.param_ranges) {
    CHECK(std::count(values.begin(), values.end(), v4.at(name)) == 1);
    CHECK(std::count(values.begin(), values.end(), chosen.at(name)) == 1);
  }
  for (const std::string& adaptation : result.adaptations)
    CHECK(adaptation.find("the default") == std::string::npos);
}

}  // namespace

TEST_CASE("each document has a recording, and each recording a document") {
  std::set<std::filesystem::path> documents, recordings;
  for (const auto& document : all_documents())
    documents.insert(document.lexically_relative("knowledge/strategies").replace_extension(""));
  for (const auto& entry : std::filesystem::recursive_directory_iterator("generated"))
    if (entry.path().filename() == "spec.json")
      recordings.insert(entry.path().parent_path().lexically_relative("generated"));
  CHECK(documents == recordings);
}

TEST_CASE("on the bundled bars each document ends judged, or skipped with the reason") {
  RecordedPipeline pipeline(all_documents());
  for (const DiscoverResult& result : pipeline.discover(2)) {
    CAPTURE(result.document);
    check_ended(result);
    check_artifacts(result, pipeline.artifacts());
  }
}

TEST_CASE("with bars of every market only that is skipped which no bars can express") {
  RecordedPipeline pipeline(all_documents());
  lend_bars(pipeline.bars);
  auto found = pipeline.discover(2);
  for (const DiscoverResult& result : found) {
    CAPTURE(result.document);
    check_ended(result);
    check_artifacts(result, pipeline.artifacts());
    CHECK((result.verdict == Verdict::Skipped) == result.symbol.empty());
  }
  std::erase_if(found, [](const DiscoverResult& r) { return r.verdict == Verdict::Skipped; });
  const auto idle = std::count_if(found.begin(), found.end(), [](const DiscoverResult& r) {
    return number_named(r.stats, "# Trades") == 0;
  });
  CHECK(static_cast<std::size_t>(idle) <= found.size() / 10);
  const auto optimized = pipeline.optimize(found);
  REQUIRE(optimized.size() == found.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CAPTURE(found[i].document);
    check_record(optimized[i], found[i]);
  }
}
