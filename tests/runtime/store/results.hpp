// Results and workspaces for tests.
#pragma once

#include "runtime/store/discover_result.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <stdlib.h>

#include <filesystem>
#include <string>

namespace stratgen::testing {

// An empty folder that is gone with this.
class Workspace {
 public:
  Workspace() {
    std::string pattern = (std::filesystem::temp_directory_path() / "stratgen-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
  }
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;
  ~Workspace() { std::filesystem::remove_all(folder_); }

  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path file() const { return folder_ / "results.sqlite"; }

 private:
  std::filesystem::path folder_;
};

// Every member says `number`, so that a row made of two shows.
inline DiscoverResult numbered_result(int number) {
  const std::string n = fmt::format("{:05}", number);
  DiscoverResult result;
  result.document = "strategies/momentum/" + n + ".md";
  result.slug = n;
  result.category = "momentum";
  result.name = "Strategy " + n;
  result.verdict = Verdict::Marginal;
  result.reasons = {"reason " + n, "another " + n};
  result.stats = {{"Return [%]", number + 0.1},      {"# Trades", number},
                  {"Sharpe Ratio", -0.25 * number},  {"Max. Drawdown [%]", -1.0 / (number + 1)},
                  {"Win Rate [%]", 1e-300 * number}, {"Buy & Hold Return [%]", 1e300}};
  result.spec_json = R"({"name": ")" + n + R"("})";
  result.adaptations = {"adaptation " + n};
  result.symbol = "SPY";
  result.timeframe = "1d";
  result.fingerprint = "fingerprint " + n;
  result.document_hash = "document " + n;
  result.spec_completion_hash = "spec " + n;
  result.source_completion_hash = "completion " + n;
  result.source_hash = "source " + n;
  result.bars_hash = "bars " + n;
  result.engine_version = "engine " + n;
  result.seconds = number / 3.0;
  return result;
}

}  // namespace stratgen::testing
