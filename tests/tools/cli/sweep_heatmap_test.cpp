#include "tools/cli/sweep_heatmap.hpp"

#include <doctest/doctest.h>

#include <cstdio>
#include <limits>
#include <vector>

using namespace stratgen;

namespace {

const Metric sharpe = find_metric("Sharpe Ratio").value();

ParamSpace space_of(const std::vector<std::string>& axes) {
  const std::vector<ParamDeclaration> declared = {{"a", abi::ParamKind::Int, 0, {}},
                                                  {"b", abi::ParamKind::Int, 0, {}},
                                                  {"c", abi::ParamKind::Int, 0, {}}};
  return ParamSpace::create("S", declared, axes).value();
}

CellResult completed(std::uint64_t cell, double sharpe_ratio) {
  CellResult result{cell, {Ending::Completed, {}}};
  result.result.statistics.sharpe_ratio = sharpe_ratio;
  return result;
}

}  // namespace

TEST_CASE("a field holds the best over the other parameters") {
  // Cells: a is the highest digit, then b, then c, of 2, 2 and 3 values.
  SweepHeatmap heatmap(space_of({"a=1,2", "b=5,6", "c=0:2:1"}), sharpe);
  heatmap.add(std::vector{completed(0, 1), completed(1, 3), completed(2, 2)});  // a = 1, b = 5
  heatmap.add(std::vector{completed(11, -4),                                    // a = 2, b = 6
                          completed(10, std::numeric_limits<double>::quiet_NaN())});
  heatmap.add(std::vector{CellResult{6, {Ending::Trap, {}}}});
  const auto json = heatmap.json();
  CHECK(json["rows"].dump() == R"({"name":"a","values":["1","2"]})");
  CHECK(json["columns"].dump() == R"({"name":"b","values":["5","6"]})");
  CHECK(json["best"].dump() == "[[3.0,null],[null,-4.0]]");
}

TEST_CASE("the lowest is the best where a metric is reversed") {
  SweepHeatmap heatmap(space_of({"a=1,2", "b=1,2"}), find_metric("-Sharpe Ratio").value());
  heatmap.add(std::vector{completed(0, 1)});
  CHECK(heatmap.json()["best"].dump() == "[[1.0,null],[null,null]]");
}

TEST_CASE("many values share fields") {
  SweepHeatmap heatmap(space_of({"a=0:99:1", "b=0:999:1"}), sharpe);
  heatmap.add(std::vector{completed(0, 1), completed(99'999, 2), completed(999, 5)});
  const auto json = heatmap.json();
  REQUIRE(json["best"].size() == 24);
  REQUIRE(json["best"][0].size() == 60);
  CHECK(json["best"][0][0] == 1);
  CHECK(json["best"][23][59] == 2);
  CHECK(json["best"][0][59] == 5);
  CHECK(json["rows"]["values"][1] == "5");  // the first value whose field is 1: 5 * 24 / 100
}

TEST_CASE("one parameter makes no picture") {
  const SweepHeatmap heatmap(space_of({"a=1,2"}), sharpe);
  CHECK(heatmap.json().is_null());
}

TEST_CASE("off a terminal the picture is of characters") {
  std::FILE* const file = std::tmpfile();
  const Console console(file);
  SweepHeatmap heatmap(space_of({"a=1,2", "b=1,2"}), sharpe);
  heatmap.add(std::vector{completed(0, 0), completed(1, 1), completed(3, 0.5)});
  CHECK(heatmap_text(console, heatmap.json(), "Sharpe Ratio") ==
        "Sharpe Ratio: best over the other parameters, 0.00 to 1.00 from . to @\n"
        "a  b from 1 to 2\n"
        "1  ..@@\n"
        "2    ++\n");
  std::fclose(file);
}
