// Builders for knowledge documents in tests.
#pragma once

#include "runtime/base/file.hpp"

#include <doctest/doctest.h>

#include <unistd.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace stratgen {

inline constexpr std::string_view valid_document = R"(---
title: Moving Average Crossover
category: momentum
sources:
  - authors: [William Brock, Josef Lakonishok, Blake LeBaron]
    year: 1992
    title: Simple Technical Trading Rules
    venue: Journal of Finance
    doi: 10.1111/j.1540-6261.1992.tb04681.x
universe: [SPY]
data: [prices]
timeframe: 1d
horizon: weeks to months
parameters:
  - {name: fast, default: 20, low: 5, high: 60, from: section 1}
  - {name: slow, default: 50, low: 20, high: 200, from: section 1}
---
# Moving Average Crossover

## Thesis
Trends persist.

## Mechanics
Buy when fast crosses above slow.

## One-asset adaptation
None needed.

## Costs and weaknesses
Whipsaws.

## What the literature reports
Returns differ after buy and sell signals.

## References
Brock et al. 1992.
)";

// The text with its first `from` replaced; the test fails if there is none.
inline std::string with(std::string_view text, std::string_view from, std::string_view to) {
  std::string changed(text);
  const std::size_t at = changed.find(from);
  REQUIRE(at != changed.npos);
  return changed.replace(at, from.size(), to);
}

// A folder of its own, gone with the object.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "stratgen-test-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

  std::filesystem::path write(const std::filesystem::path& below, std::string_view text) const {
    REQUIRE(write_file(path_ / below, text));
    return path_ / below;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace stratgen
