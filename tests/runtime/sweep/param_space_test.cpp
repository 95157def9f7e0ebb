#include "runtime/sweep/param_space.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace stratgen;
using abi::ParamKind;

namespace {

using Values = std::vector<double>;

const std::vector<ParamDeclaration> declared = {
    {"fast", ParamKind::Int, 10, abi::ParamRange{2, 50, 2}},
    {"slow", ParamKind::Int, 30, abi::ParamRange{10, 50, 10}},
    {"stop", ParamKind::Double, 0.02, std::nullopt},
    {"both_ways", ParamKind::Bool, 1, std::nullopt}};

ParamSpace space(const std::vector<std::string>& axes,
                 const std::vector<std::string>& constraints = {}) {
  auto made = ParamSpace::create("SmaCross", declared, axes, constraints);
  if (!made) FAIL(made.error().message);
  return std::move(*made);
}

std::string error(const std::vector<ParamDeclaration>& declarations,
                  const std::vector<std::string>& axes,
                  const std::vector<std::string>& constraints = {}) {
  const auto made = ParamSpace::create("SmaCross", declarations, axes, constraints);
  REQUIRE(!made);
  CHECK(made.error().fault == Fault::Usage);
  return made.error().message;
}

}  // namespace

TEST_CASE("cells are the nested loops over the axes, in the order of the declarations") {
  const ParamSpace made = space({"both_ways=true,false", "stop=0.1:0.3:0.1", "fast=2:8:2"});
  std::uint64_t cell = 0;
  for (const double fast : {2, 4, 6, 8}) {
    for (const double stop : {0.1, 0.2, 0.3}) {
      for (const double both_ways : {1, 0}) {
        CHECK(made.values(cell) == Values{fast, 30, stop, both_ways});
        ++cell;
      }
    }
  }
  CHECK(made.size() == cell);
}

TEST_CASE("a parameter with one value or without a text keeps it in every cell") {
  const ParamSpace made = space({"slow=50", "fast=2,4", "stop=0.5:0.5:1"});
  CHECK(made.size() == 2);
  CHECK(made.axes().size() == 1);
  CHECK(made.values(1) == Values{4, 50, 0.5, 1});
  CHECK(space({"fast=8"}).size() == 1);
  CHECK(space({"fast=8"}).values(0) == Values{8, 30, 0.02, 1});
}

TEST_CASE("without any text the declared ranges are swept") {
  const ParamSpace made = space({});
  CHECK(made.size() == 25 * 5);
  CHECK(made.values(0) == Values{2, 10, 0.02, 1});
  CHECK(made.values(124) == Values{50, 50, 0.02, 1});
}

TEST_CASE("without texts and ranges there is nothing to sweep, and the error says how") {
  CHECK(error({declared.begin() + 2, declared.end()}, {}) ==
        "none of SmaCross's parameters declares a range to sweep over; give one with --param "
        "stop=min:max:step");
  CHECK(error({}, {}) == "SmaCross declares no parameter to sweep over");
}

TEST_CASE("a parameter can be given once only") {
  CHECK(error(declared, {"fast=2:8:2", "slow=10", "fast=10"}) ==
        "SmaCross: parameter fast is given twice");
}

TEST_CASE("a grid has at most 2^63 cells") {
  const std::vector<ParamDeclaration> three = {{"a", ParamKind::Int, 0, std::nullopt},
                                               {"b", ParamKind::Int, 0, std::nullopt},
                                               {"c", ParamKind::Int, 0, std::nullopt}};
  // 2^21 values each, then one of them 2^22.
  const auto most = ParamSpace::create(
      "Three", three, std::vector<std::string>{"a=1:2097152:1", "b=1:2097152:1", "c=1:2097152:1"});
  REQUIRE(most);
  CHECK(most->size() == std::uint64_t{1} << 63);
  CHECK(most->values(most->size() - 1) == Values{2097152, 2097152, 2097152});
  CHECK(error(three, {"a=1:4194304:1", "b=1:2097152:1", "c=1:2097152:1"}) ==
        "SmaCross: the grid has more than 2^63 cells; take wider steps or fewer parameters");
}

TEST_CASE("a cell has to fulfil every constraint") {
  const ParamSpace made = space({"fast=2:8:2", "slow=10,20"}, {"fast < 6", "slow > 2 * fast + 5"});
  CHECK(made.constrained());
  std::vector<std::uint64_t> admitted;
  for (std::uint64_t cell = 0; cell < made.size(); ++cell)
    if (made.admits(made.values(cell))) admitted.push_back(cell);
  // (2, 10), (2, 20), (4, 20): 10 is not above 13.
  CHECK(admitted == std::vector<std::uint64_t>{0, 1, 3});
  CHECK(!space({"fast=2,4"}).constrained());
}
