// What is watched does not change: instrumented programs order and earn the same, bit for bit.
#include "runtime/base/file.hpp"
#include "runtime/market/sample_bars.hpp"
#include "tests/compiler/inspect/traced_run.hpp"
#include "tests/runtime/engine/report_bits.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

using namespace stratgen;

namespace {

std::vector<std::filesystem::path> sources_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".cpp") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

void check_same_run(const std::filesystem::path& file, const DataSet& data) {
  CAPTURE(file.string());
  const std::string source = read_file(file).value();
  RunOptions options;
  options.broker.commission.relative = 0.001;
  options.skip_refused_orders = true;
  options.fuel *= 10;  // what is observed costs more
  const auto plain = run_plain(source, data, options);
  const int bars = static_cast<int>(data.bars().size());
  const TracedRun traced = run_traced(source, data, options, 0, bars);
  REQUIRE(traced.report.has_value() == plain.has_value());
  if (plain)
    CHECK(bits_of(*traced.report) == bits_of(*plain));
  else
    CHECK(traced.report.error().message == plain.error().message);
}

}  // namespace

TEST_CASE("instrumented strategies trade the same, bit for bit") {
  const DataSet data(load_sample("runtime/market/sample", "NDX").value().bars,
                     [](const auto&, const auto&) {
                       return load_sample("runtime/market/sample", "NDX").map([](SampleBars s) {
                         return AssetBars{std::move(s.bars), {}};
                       });
                     });
  for (const char* const folder :
       {"generated", "tests/compiler/inspect/styles", "tests/compiler/check/accepted"})
    for (const auto& file : sources_in(folder)) check_same_run(file, data);
}
