#include "tools/cli/behaviour_diff.hpp"

#include "runtime/base/file.hpp"
#include "tests/tools/cli/bars.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <string>
#include <utility>

using namespace stratgen;

namespace {

// Buys above `entry`, and holds.
StrategySource buyer(const std::string& name, const std::string& entry) {
  return {name + ".cpp", "",
          fmt::format("#include <stratgen/strategy.hpp>\n"
                      "struct Buyer : Strategy {{\n"
                      "  double entry = param(\"entry\", {});\n"
                      "  void next() {{\n"
                      "    if (!position && close > entry) buy({{.size = 1}});\n"
                      "  }}\n"
                      "}};\n"
                      "STRATGEN_STRATEGY(Buyer)\n",
                      entry)};
}

struct Workplace {
  std::filesystem::path folder =
      std::filesystem::temp_directory_path() / "stratgen behaviour_diff_test";
  RunFlags flags;
  Context context{Home{folder}, folder, false, Console(stdout), Console(stderr), {}};

  Workplace() {
    flags.data = (folder / "bars.csv").string();
    std::string csv = "Date,Open,High,Low,Close\n";
    for (const int i : {1, 2, 3, 4, 5})
      csv += fmt::format("2024-01-0{0},{1},{1},{1},{1}\n", i, 9 + i);  // 10 to 14
    REQUIRE(write_file(flags.data, csv));
  }
  ~Workplace() { std::filesystem::remove_all(folder); }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;

  Result<BehaviourDiff> try_to_compare(const StrategySource& a, const StrategySource& b) {
    auto jit = Jit::create();
    REQUIRE(jit);
    Loader loader(std::move(*jit), std::nullopt, std::nullopt);
    return compare_behaviour(a, b, flags, loader, context);
  }
  BehaviourDiff compare(const StrategySource& a, const StrategySource& b) {
    auto diff = try_to_compare(a, b);
    if (!diff) FAIL(diff.error().message);
    return std::move(*diff);
  }
};

}  // namespace

TEST_CASE("two that do the same have no difference, wherever their lines are") {
  StrategySource other = buyer("b", "11.5");
  other.text.insert(other.text.find("struct"), "\n\n");
  const BehaviourDiff diff = Workplace().compare(buyer("a", "11.5"), other);
  CHECK(!diff.bar);
  CHECK(diff.same_events == 3);  // placed, filled, opened
}

TEST_CASE("the first difference is the order that only one of them places") {
  // a buys at the close of 12, on bar 2; b waits for 13.
  const BehaviourDiff diff = Workplace().compare(buyer("a", "11.5"), buyer("b", "12.5"));
  REQUIRE(diff.bar);
  CHECK(*diff.bar == 2);
  CHECK(diff.same_events == 0);
  REQUIRE(diff.mine.event);
  CHECK(diff.mine.event->kind == OrderEvent::Kind::Placed);
  CHECK(diff.mine.ways.empty());
  REQUIRE(diff.other.ways.size() == 1);
  const Finding& last = diff.other.ways.front().findings.back();
  CHECK(last.text == "close > entry");
  CHECK(last.values == "close 12, entry 12.50");
}

TEST_CASE("a parameter goes to whichever strategy has it") {
  Workplace place;
  place.flags.params = {"entry=11.5"};
  StrategySource fixed = buyer("b", "1");
  fixed.text.replace(fixed.text.find("param(\"entry\", 1)"), 17, "11.5");
  CHECK(!place.compare(buyer("a", "99.5"), fixed).bar);
  place.flags.params = {"nothing=1"};
  CHECK(!place.try_to_compare(buyer("a", "99.5"), fixed));
}
