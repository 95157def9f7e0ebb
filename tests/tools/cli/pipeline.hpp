// The real pipeline on bundled documents and bars, with recordings that a test may break and a
// private workspace. Tests run in the root of the repository.
#pragma once

#include "compiler/knowledge/document_list.hpp"
#include "compiler/llm/replay.hpp"
#include "runtime/base/file.hpp"
#include "tests/tools/cli/folders.hpp"
#include "tools/cli/discover_document.hpp"
#include "tools/cli/document_runs.hpp"
#include "tools/cli/optimize_document.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <numeric>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace stratgen {

inline std::filesystem::path document_of(const std::string& strategy) {
  return "knowledge/strategies/" + strategy + ".md";
}

// What most tests work on, so that neither their time nor their numbers grow with the knowledge
// base: seven that trade on the bundled bars, and one that is skipped.
inline std::vector<std::filesystem::path> eight_documents() {
  return {document_of("calendar-anomalies/turn-of-the-month"),
          document_of("mean-reversion/rsi-mean-reversion"),
          document_of("mean-reversion/short-term-reversal-stocks"),
          document_of("momentum/sma-crossover"),
          document_of("momentum/time-series-momentum"),
          document_of("technical-other/donchian-turtle-breakout"),
          document_of("value-fundamental/book-to-market-value"),
          document_of("volatility-options/volatility-managed-portfolio")};
}

inline std::vector<std::filesystem::path> all_documents() {
  auto found = list_documents("knowledge", "");
  REQUIRE(found);
  return std::move(*found);
}

class RecordedPipeline {
 public:
  explicit RecordedPipeline(std::vector<std::filesystem::path> chosen = eight_documents())
      : documents(std::move(chosen)) {
    for (const std::filesystem::path& document : documents) copy_recording(document);
    auto source = sample_source(Home{"."});
    auto jit = Jit::create();
    REQUIRE(source);
    REQUIRE(jit);
    bars = std::move(*source);
    // The recordings are ours, or broken by a test: no workers, and no cache to fill.
    loader_ = std::make_unique<Loader>(std::move(*jit), std::nullopt, std::nullopt);
    settings.run.broker.cash = 100000;
    settings.run.broker.commission.relative = 0.001;
  }

  std::filesystem::path recordings() const { return folder_.path() / "generated"; }
  std::filesystem::path artifacts() const { return folder_.path() / "workspace" / "generated"; }

  std::string recording(const std::string& file) const {
    auto text = read_file(recordings() / file);
    REQUIRE(text);
    return *text;
  }
  void record(const std::string& file, std::string_view text) const {
    REQUIRE(write_file(recordings() / file, text));
  }
  // Puts `with` in the place of the only `what` of a recording.
  void edit(const std::string& file, const std::string& what, const std::string& with) const {
    std::string text = recording(file);
    const std::size_t at = text.find(what);
    REQUIRE(at != text.npos);
    REQUIRE(text.find(what, at + 1) == text.npos);
    record(file, text.replace(at, what.size(), with));
  }

  // All documents on so many threads, in the order of `documents`; seconds are 0.
  std::vector<DiscoverResult> discover(int jobs) {
    ReplayLlm llm(recordings());
    const DiscoverPipeline pipeline{"knowledge", artifacts(), llm, *loader_, bars, settings, {}};
    std::vector<DiscoverResult> results(documents.size());
    std::atomic<std::size_t> next = 0;
    std::vector<std::thread> threads;
    threads.reserve(static_cast<std::size_t>(jobs));
    for (int i = 0; i < jobs; ++i) {
      threads.emplace_back([&] {
        for (std::size_t d = next++; d < documents.size(); d = next++) {
          results[d] = discover_document(documents[d], pipeline).value();
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    for (DiscoverResult& result : results) result.seconds = 0;
    return results;
  }

  // What optimize makes of these results of discover, on so many threads, in their order; seconds
  // are 0.
  std::vector<OptimizeResult> optimize(const std::vector<DiscoverResult>& found, int jobs = 2) {
    ReplayLlm llm(recordings());
    const std::atomic<bool> interrupted = false;
    const OptimizePipeline pipeline{"knowledge", artifacts(),         llm,         *loader_,
                                    bars,        optimize_settings(), interrupted, {}};
    std::vector<OptimizeResult> results(found.size());
    std::vector<std::size_t> places(found.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    const auto done = run_places(places, jobs, interrupted, [&](std::size_t i) -> Result<void> {
      results[i] = optimize_document(found[i], pipeline).value();
      return {};
    });
    REQUIRE(done);
    for (OptimizeResult& result : results) result.seconds = 0;
    return results;
  }

  std::string optimize_fingerprint_of(const DiscoverResult& found) {
    ReplayLlm llm(recordings());
    const std::atomic<bool> interrupted = false;
    const auto print = optimize_fingerprint(
        found,
        {"knowledge", artifacts(), llm, *loader_, bars, optimize_settings(), interrupted, {}});
    REQUIRE(print);
    return *print;
  }

  std::string fingerprint_of(const std::filesystem::path& document) {
    ReplayLlm llm(recordings());
    const auto print =
        fingerprint(document, {"knowledge", artifacts(), llm, *loader_, bars, settings, {}});
    REQUIRE(print);
    return *print;
  }

  std::vector<std::filesystem::path> documents;
  PipelineSettings settings;
  BarSource bars;
  Split split{.text = "0.7", .last_day = {}};
  std::uint64_t max_tries = 200, seed = 0;

 private:
  void copy_recording(const std::filesystem::path& document) const {
    const auto place = document.lexically_relative("knowledge/strategies").replace_extension("");
    std::filesystem::create_directories((recordings() / place).parent_path());
    std::filesystem::copy("generated" / place, recordings() / place);
  }
  OptimizeSettings optimize_settings() const { return {settings, split, max_tries, seed}; }

  TemporaryFolder folder_;
  std::unique_ptr<Loader> loader_;
};

}  // namespace stratgen
