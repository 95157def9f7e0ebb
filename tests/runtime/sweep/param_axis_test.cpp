#include "runtime/sweep/param_axis.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>
#include <vector>

using namespace stratgen;
using abi::ParamKind;

namespace {

using Values = std::vector<double>;

const std::vector<ParamDeclaration> declared = {
    {"fast", ParamKind::Int, 10, abi::ParamRange{2, 50, 2}},
    {"factor", ParamKind::Double, 1.5, abi::ParamRange{0.5, 3, 0.25}},
    {"both_ways", ParamKind::Bool, 1, std::nullopt},
    {"free", ParamKind::Double, -4, std::nullopt},
    {"count", ParamKind::Int, 0, std::nullopt}};

Values values(const std::string& text) {
  const auto axis = parse_axis("SmaCross", declared, text);
  if (!axis) FAIL(axis.error().message);
  Values all;
  for (std::uint64_t i = 0; i < axis->count; ++i) all.push_back(axis->value(i));
  return all;
}

std::string error(const std::string& text) {
  const auto axis = parse_axis("SmaCross", declared, text);
  REQUIRE_MESSAGE(!axis, text);
  CHECK(axis.error().fault == Fault::Usage);
  return axis.error().message;
}

}  // namespace

TEST_CASE("a range has its min and every step up to its max") {
  CHECK(values("fast=5:20:5") == Values{5, 10, 15, 20});
  CHECK(values("fast=5:24:5") == Values{5, 10, 15, 20});
  CHECK(values("fast=5:5:5") == Values{5});
  CHECK(values("free=-0.5:0.5:0.5") == Values{-0.5, 0, 0.5});
  CHECK(values("count=-2147483648:2147483647:2147483647") == Values{-2147483648, -1, 2147483646});
}

TEST_CASE("each value of a decimal range is the double that reads as its decimal text") {
  CHECK(values("free=0.1:0.5:0.1") == Values{0.1, 0.2, 0.3, 0.4, 0.5});
  CHECK(values("free=1e-3:3e-3:1e-3") == Values{0.001, 0.002, 0.003});
  CHECK(values("free=1e3:3E+3:1e3") == Values{1000, 2000, 3000});
  CHECK(values("free=1:1.000000000000003:0.000000000000001") ==
        Values{1, 1.000000000000001, 1.000000000000002, 1.000000000000003});
  const Values thousandths = values("free=-5:5:0.001");
  REQUIRE(thousandths.size() == 10001);
  for (int i = 0; i <= 10000; ++i) {
    const int thousand = i - 5000;
    const std::string text = std::string(thousand < 0 ? "-" : "") +
                             std::to_string(std::abs(thousand) / 1000) + "." +
                             std::to_string(1000 + std::abs(thousand) % 1000).substr(1);
    REQUIRE(thousandths[static_cast<std::size_t>(i)] == std::strtod(text.c_str(), nullptr));
  }
}

TEST_CASE("a list keeps its order, and one value is a list of one") {
  CHECK(values("fast=20,5,10") == Values{20, 5, 10});
  CHECK(values("factor=1.25") == Values{1.25});
  CHECK(values("both_ways=true,false") == Values{1, 0});
  CHECK(values("both_ways=false") == Values{0});
}

TEST_CASE("an unknown name is refused as for a backtest") {
  CHECK(error("slow=5:20:5") ==
        "SmaCross has no parameter \"slow\": it declares fast, factor, both_ways, free, count");
  CHECK(error("fast =5").starts_with("SmaCross has no parameter \"fast \""));
  CHECK(error("=5").starts_with("SmaCross has no parameter \"\""));
  CHECK(error("fast") ==
        "SmaCross: \"fast\" gives no parameter a value; write name=min:max:step, name=a,b,c or "
        "name=value");
}

TEST_CASE("values of another type are refused as for a backtest") {
  CHECK(error("fast=5.5") == "SmaCross: parameter fast is \"5.5\": it must be a whole number");
  CHECK(error("fast=5,6.5,7") == "SmaCross: parameter fast is \"6.5\": it must be a whole number");
  CHECK(error("fast=5:20:2.5") == "SmaCross: parameter fast is \"2.5\": it must be a whole number");
  CHECK(error("free=one") == "SmaCross: parameter free is \"one\": it must be a number");
  CHECK(error("both_ways=1") == "SmaCross: parameter both_ways is \"1\": it must be true or false");
  for (const char* const text : {"fast=", "fast=5,", "fast=,5", "fast= 5", "fast=5 ", "fast=5;6",
                                 "fast=5: 20:5", "fast=0x5", "fast=nan", "fast=99999999999"}) {
    CHECK(error(text).ends_with("it must be a whole number"));
  }
  for (const char* const text : {"free=nan", "free=inf", "free=0:inf:1", "free=0:1:nan",
                                 "free=::", "free=1e999", "free=0:1:+0.1"}) {
    CHECK(error(text).ends_with("it must be a number"));
  }
}

TEST_CASE("values outside the declared range are refused as for a backtest") {
  CHECK(error("fast=10,52") == "SmaCross: parameter fast is 52: it must be from 2 to 50");
  CHECK(error("fast=1:20:1") == "SmaCross: parameter fast is 1: it must be from 2 to 50");
  CHECK(error("fast=40:60:10") == "SmaCross: parameter fast is 60: it must be from 2 to 50");
  CHECK(error("factor=0.5:3.1:0.1") ==
        "SmaCross: parameter factor is 3.1: it must be from 0.5 to 3");
  CHECK(values("fast=48:51:2") == Values{48, 50});  // 51 is no value of it
  CHECK(values("fast=2:4:1") == Values{2, 3, 4});   // the declared step does not bind
}

TEST_CASE("a range that is none says what is wrong with it") {
  CHECK(error("fast=5:20") ==
        "SmaCross: parameter fast is \"5:20\": a range is written min:max:step");
  CHECK(error("fast=5:20:5:").ends_with("\"5:20:5:\": a range is written min:max:step"));
  CHECK(error("fast=5:20:5,7").ends_with("it must be a whole number"));
  CHECK(error("fast=5:20:0").ends_with("the step of min:max:step must be above 0"));
  CHECK(error("fast=20:5:-5").ends_with("the step of min:max:step must be above 0"));
  CHECK(error("fast=20:5:5").ends_with("the min of min:max:step must not be above its max"));
  CHECK(error("both_ways=false:true:true").ends_with("it can be true, false, or true,false"));
  for (const char* const range : {"0:1e300:1", "1e-30:1e-29:1e-30", "0.12345678901234567:1:0.1"})
    CHECK(error("free=" + std::string(range)).ends_with("write a list, name=a,b,c"));
}

TEST_CASE("a list has each value once, however it is written") {
  CHECK(error("fast=5,10,5") == "SmaCross: parameter fast is \"5,10,5\": it has 5 twice");
  CHECK(error("free=0.5,0.50").ends_with("it has 0.50 twice"));
  CHECK(error("free=0,-0").ends_with("it has -0 twice"));
  CHECK(error("both_ways=true,true").ends_with("it has true twice"));
}

TEST_CASE("a declared range is an axis like one that was written") {
  const auto axis = declared_axis("SmaCross", declared, 1);
  REQUIRE(axis);
  CHECK(axis->param == 1);
  CHECK(axis->count == 11);  // 0.5 to 3 by 0.25
  CHECK(axis->value(1) == 0.75);
}
