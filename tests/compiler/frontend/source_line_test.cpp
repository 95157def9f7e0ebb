// A failure of a run names the line of the source that led to it.
#include "compiler/frontend/source_line.hpp"

#include "compiler/frontend/compile.hpp"
#include "compiler/jit/program.hpp"
#include "runtime/base/file.hpp"
#include "runtime/engine/backtest.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <llvm/Object/ELFObjectFile.h>

#include <algorithm>
#include <filesystem>
#include <string>

using namespace stratgen;

namespace {

// Daily bars at 100 from Monday, 1 January 2024.
Bars flat_bars(std::size_t count) {
  Bars made;
  made.symbol = "TEST";
  for (std::size_t i = 0; i < count; ++i) {
    made.time.push_back(1704067200 + 86400 * static_cast<std::int64_t>(i));
    for (auto* column : {&made.open, &made.high, &made.low, &made.close}) column->push_back(100);
    made.volume.push_back(1000);
  }
  return made;
}

// What the run says; "" if it does not fail. Only the first 20,000,000 turns of loops are free.
std::string failure(const std::string& source, bool optimised = true) {
  const auto compiled = compile(source, {.optimised = optimised});
  INFO((compiled ? "" : compiled.error().message));
  REQUIRE(compiled);
  auto jit = Jit::create();
  REQUIRE(jit);
  const auto linked = LinkedProgram::link(*jit, compiled->object, host_symbols());
  REQUIRE(linked);
  const auto line_of = [&](std::ptrdiff_t offset) {
    const auto with_lines =
        compile(source, {.debug_info = DebugInfo::Lines, .optimised = optimised});
    return source_line(with_lines.value().object, offset).value();
  };
  const Program program{compiled->class_name, linked->entry(), line_of};
  const DataSet data(flat_bars(40), {});
  RunOptions options;
  options.fuel = 20'000'000;
  const auto declared = declared_params(program, data);
  if (!declared) return declared.error().message;
  std::vector<double> values;
  for (const ParamDeclaration& each : *declared) values.push_back(each.value);
  const auto report = run_backtest(program, data, *declared, values, options);
  return report ? "" : report.error().message;
}

// The line that holds the mark, which is a comment.
int marked_line(const std::string& source) {
  const std::size_t mark = source.find("// HERE");
  REQUIRE(mark != std::string::npos);
  return 1 + static_cast<int>(std::ranges::count(source.substr(0, mark), '\n'));
}

// `rest` is what follows the place in the source.
void check_fails(const std::string& members, const std::string& rest) {
  const std::string source =
      "#include <stratgen/strategy.hpp>\n\n" + members + "\nSTRATGEN_STRATEGY(S)\n";
  INFO(source);
  const std::string expected = fmt::format("S line {}, {}", marked_line(source), rest);
  for (const bool optimised : {true, false}) {
    CAPTURE(optimised);
    CHECK(failure(source, optimised).substr(0, expected.size()) == expected);
  }
}

const std::string bar_5 = "at bar 5 (2024-01-06): ";
const std::string trap = "an array index out of bounds, an integer overflow";

}  // namespace

TEST_CASE("a stop loss on the wrong side names its line, also between other orders") {
  check_fails(R"(struct S : Strategy {
  void next() {
    if (bar_index() == 3) {
      buy({.size = 1, .sl = close * 0.9});
    } else if (bar_index() == 5) {
      buy({.size = 1, .sl = close * 1.1});  // HERE
    } else {
      sell({.size = 1, .sl = close * 1.1});
    }
  }
};)",
              bar_5 + "buy: sl 110");
}

TEST_CASE("a size of 1.5 names its line") {
  check_fails(R"(struct S : Strategy {
  double size = 1.5;
  void next() {
    if (bar_index() < 5) return;
    buy({  // HERE
        .size = size,
        .tag = "x",
    });
  }
};)",
              bar_5 + "buy: size is 1.5");
}

TEST_CASE("a negative index that is computed names its line") {
  check_fails(R"(struct S : Strategy {
  int k = 4;
  double sum = 0;
  void next() {
    k = 4 - bar_index();
    sum += close[k + 1];
    sum += high[k];  // HERE
    sum += low[k + 2];
  }
};)",
              bar_5 + "a negative index");
}

TEST_CASE("an index outside of an array names its line") {
  check_fails(R"(struct S : Strategy {
  double first[8] = {}, second[8] = {};
  std::array<double, 8> third{};
  void next() {
    const int i = bar_index();
    first[i] = close;
    second[i + 3] = first[i] + 1;  // HERE
    third[i] = second[i];
    if (first[i] > third[i]) buy();
  }
};)",
              bar_5 + trap);
  check_fails(R"(struct S : Strategy {
  std::array<double, 8> first{}, second{};
  void next() {
    const int i = bar_index();
    first[i] = close;
    second[i + 3] = first[i] + 1;  // HERE
    if (first[i] > second[i]) buy();
  }
};)",
              bar_5 + "an index outside");
}

TEST_CASE("an integer that overflows names its line, among others of its kind") {
  check_fails(R"(struct S : Strategy {
  int a = 1, b = 2147483642;
  void next() {
    a += bar_index();
    b += 1;  // HERE
    a += bar_index() + 1;
    if (a > b) buy();
  }
};)",
              "at bar 6 (2024-01-07): " + trap);
}

TEST_CASE("a loop that does not end names a line of it") {
  check_fails(R"(struct S : Strategy {
  double x = 0;
  void next() {
    for (int i = 0; i < 5; ++i) x += close;
    while (x > 0) x += 1;  // HERE
    for (int i = 0; i < 5; ++i) x += high;
  }
};)",
              "at bar 1 (2024-01-02): the budget");
}

TEST_CASE("a recursion that does not end names its function") {
  check_fails(R"(struct S : Strategy {
  double x = 0;
  double sum(int n) {  // HERE
    if (n < 0) return 0;
    return close[0] + 2 * sum(n + 1);
  }
  void next() {
    x += 1;
    x += sum(1);
    if (x > 3) buy();
  }
};)",
              "at bar 1 (2024-01-02): the stack is full");
  check_fails(R"(struct S : Strategy {
  long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }  // HERE
  void next() {
    if (fib(60) > 5) buy();
  }
};)",
              "at bar 1 (2024-01-02): the budget");
}

TEST_CASE("a failure in a function that is called gives the line in there") {
  check_fails(R"(struct S : Strategy {
  int table[4] = {};
  int walk(int n) {
    if (n > bar_index()) return 0;
    table[n] += 1;  // HERE
    return walk(n + 1) + walk(n + 2);
  }
  void next() {
    if (walk(0) > 5) buy();
  }
};)",
              "at bar 4 (2024-01-05): " + trap);
  check_fails(R"(struct S : Strategy {
  void enter(double stop) {
    if (bar_index() == 5)
      buy({.sl = stop});  // HERE
  }
  void next() {
    enter(200);
  }
};)",
              bar_5 + "buy: sl 200");
}

TEST_CASE("a List that overflows names the line that fills it") {
  check_fails(R"(struct S : Strategy {
  List<double, 4> one, two;
  void next() {
    one.push_back(close);
    if (one.size() == 3) one.clear();
    two.push_back(close);  // HERE
    if (two.back() > one.size()) buy();
  }
};)",
              bar_5 + "push_back");
}

TEST_CASE("a series that next() computes by way of a function names the line in there") {
  check_fails(R"(struct S : Strategy {
  double gap() {
    Series s = close - open;  // HERE
    return s[1];
  }
  void next() {
    if (bar_index() == 5 && gap() > 1) buy();
  }
};)",
              bar_5 + "a new series belongs in init()");
}

TEST_CASE("what fails in init() and in initialisers names its line") {
  check_fails(R"(struct S : Strategy {
  int fast = param("fast", 30), slow = param("slow", 20);
  void init() {
    if (fast < 2) reject("too fast");
    if (fast >= slow) reject("fast must be below slow");  // HERE
  }
  void next() {}
};)",
              "in init(): rejected its parameters: fast must be below slow");
  check_fails(R"(struct S : Strategy {
  int zero = param("zero", 0);
  int n = 10 / zero;  // HERE
  void next() {}
};)",
              "in its members' initialisers: " + trap);
  check_fails(R"(struct S : Strategy {
  Series own;
  void init() {
    own = each_bar([this] {
      if (close > high) return 1.0;
      return low[-close[0]];  // HERE
    });
  }
  void next() {}
};)",
              "in each_bar() at bar 0: a negative index");
}

TEST_CASE("a condition of a SignalStrategy names its line; what the loop does for it has none") {
  check_fails(R"(struct S : SignalStrategy {
  int back = param("back", -1);
  auto long_entry() {
    return close > shift(close, back);  // HERE
  }
};)",
              "in init(): shift");
  CHECK(failure("#include <stratgen/strategy.hpp>\nstruct S : SignalStrategy {\n"
                "  auto long_entry() { return close > 50; }\n  double size() { return 1.5; }\n};\n"
                "STRATGEN_STRATEGY(S)\n")
            .starts_with("S at bar 1 (2024-01-02): buy: size is 1.5"));
}

TEST_CASE("line tables do not change the code that is made") {
  const auto text_of = [](const std::string& object) {
    auto file = llvm::object::ObjectFile::createELFObjectFile({object, "strategy.o"});
    REQUIRE(bool(file));
    std::string text;
    for (const llvm::object::SectionRef& section : (*file)->sections())
      if (section.isText()) text += llvm::cantFail(section.getContents()).str();
    return text;
  };
  for (const auto& entry : std::filesystem::directory_iterator("tests/compiler/check/accepted")) {
    if (entry.path().extension() != ".cpp") continue;
    INFO(entry.path().string());
    const std::string source = read_file(entry.path()).value();
    const auto plain = compile(source),
               with_lines = compile(source, {.debug_info = DebugInfo::Lines});
    REQUIRE(plain);
    REQUIRE(with_lines);
    CHECK(text_of(plain->object) == text_of(with_lines->object));
    CHECK(plain->object.find(".debug_") == std::string::npos);
  }
}

TEST_CASE("what is no object, or has no line there, is no line") {
  CHECK_FALSE(source_line("not an object", 5));
  const std::string source =
      "#include <stratgen/strategy.hpp>\nstruct S : Strategy { void next() {} };\n"
      "STRATGEN_STRATEGY(S)\n";
  CHECK(source_line(compile(source).value().object, 5).value() == 0);
  CHECK(source_line(compile(source, {.debug_info = DebugInfo::Lines}).value().object, 1 << 20)
            .value() == 0);
}
