#include "compiler/worker/workers.hpp"

#include "compiler/frontend/source_line.hpp"
#include "compiler/worker/confinement.hpp"
#include "tests/compiler/worker/escape_object.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <atomic>
#include <random>
#include <thread>
#include <vector>

using namespace stratgen;
using namespace stratgen::test;
using std::chrono::milliseconds;

namespace {

Workers start(int count = 1, milliseconds deadline = milliseconds(10'000),
              std::size_t memory = std::size_t{2} << 30) {
  auto workers = Workers::start(
      {.program = STRATGEN_WORKER, .count = count, .deadline = deadline, .memory = memory});
  REQUIRE(workers);
  return *std::move(workers);
}

void check_same(const std::vector<Diagnostic>& there, const std::vector<Diagnostic>& here) {
  REQUIRE(there.size() == here.size());
  for (std::size_t i = 0; i < here.size(); ++i) {
    CHECK(there[i].rule == here[i].rule);
    CHECK(there[i].file == here[i].file);
    CHECK(there[i].line == here[i].line);
    CHECK(there[i].column == here[i].column);
    CHECK(there[i].message == here[i].message);
    CHECK(there[i].hint == here[i].hint);
  }
}

void check_works(Workers& workers) {
  const auto compiled = workers.compile(with_next("if (crossover(close, mean)) buy();"));
  CHECK(compiled);
}

// The error that the worker's end has become: with a place, a rule and a hint.
Diagnostic lost_at(Workers& workers, const std::string& source) {
  const auto compiled = workers.compile(source, unchecked);
  REQUIRE_FALSE(compiled);
  CHECK(compiled.error().fault == Fault::Strategy);
  REQUIRE(compiled.error().diagnostics.size() == 1);
  CHECK(compiled.error().diagnostics[0].rule == "compile-limit");
  const Diagnostic found = compiled.error().diagnostics[0];
  CHECK_FALSE(found.hint.empty());
  CHECK(found.line >= 1);
  CHECK(found.column >= 1);
  CHECK(compiled.error().message ==
        fmt::format("strategy.cpp:{}:{}: {}", found.line, found.column, found.message));
  return found;
}

std::string lost(Workers& workers, const std::string& source) {
  return lost_at(workers, source).message;
}

// "" if the run was nobody's concern.
std::string tried(Workers& workers, const CompiledObject& object, const DataSet& data) {
  const auto trial = workers.try_run(object, data);
  if (trial) return "";
  CHECK(trial.error().fault == Fault::Run);
  return trial.error().message;
}

std::string tried(Workers& workers, const std::string& source, const DataSet& data) {
  const auto compiled = workers.compile(source, unchecked);
  if (!compiled) return compiled.error().message;
  return tried(workers, *compiled, data);
}

std::string crash_if(const std::string& condition) {
  return "if (" + condition + ") *(volatile int*)8 = 1;";
}

// The name of the type that an error has to tell doubles with each step.
std::string diagnostic_bomb() {
  std::string code = "template <class A, class B> struct P {};\nusing A0 = P<int, int>;\n";
  for (int i = 1; i < 32; ++i) code += fmt::format("using A{} = P<A{}, A{}>;\n", i, i - 1, i - 1);
  return with_next("") + code + "int q = A31();\n";
}

// The code of a function doubles with each step.
std::string inliner_bomb() {
  std::string code = "struct F {\n  static double f0(double x) { return x * x + 1; }\n";
  for (int i = 1; i < 32; ++i)
    code += fmt::format(
        "  [[gnu::always_inline]] static double f{0}(double x) {{ return f{1}(f{1}(x) + {0}); }}\n",
        i, i - 1);
  const std::string strategy = with_next("if (F::f31(close[0]) > 0) buy();");
  return std::string(strategy).insert(strategy.find("struct S"), code + "};\n");
}

}  // namespace

TEST_CASE("a worker gives what this process would: object, warnings, errors") {
  Workers workers = start();
  const std::vector<CompileOptions> all = {{},
                                           {.file_name = "a.cpp", .debug_info = DebugInfo::Lines},
                                           {.debug_info = DebugInfo::Full,
                                            .text_on_disk = {"/here/s.cpp", "/here/include"},
                                            .optimised = false}};
  for (const CompileOptions& options : all) {
    for (const char* const code :
         {"if (crossover(close, mean)) buy();", "int unused = 3; if (close > mean) sell();",
          "bui();", "auto p = &mean; int a = there;", "goto x; x:;"}) {
      const auto here = compile(with_next(code), options);
      const auto there = workers.compile(with_next(code), options);
      REQUIRE(here.has_value() == there.has_value());
      if (here) {
        CHECK(there->object == here->object);
        CHECK(there->class_name == "S");
        CHECK(there->times.total().cpu_ms > 0);
        check_same(there->diagnostics, here->diagnostics);
      } else {
        CHECK(there.error().fault == here.error().fault);
        CHECK(there.error().message == here.error().message);
        check_same(there.error().diagnostics, here.error().diagnostics);
      }
    }
  }
}

TEST_CASE("a source above its limit is refused by the worker as well") {
  Workers workers = start();
  const auto compiled = workers.compile(std::string(100, ' '), {.max_bytes = 99});
  REQUIRE_FALSE(compiled);
  CHECK(compiled.error().diagnostics.at(0).rule == "source-size");
}

TEST_CASE("a bomb ends at the deadline and the next source is compiled") {
  Workers workers = start(1, milliseconds(1500));
  const std::string late = "did not finish compiling within 1.5 s";
  for (const std::string& bomb : {template_bomb, macro_bomb, diagnostic_bomb(), inliner_bomb()}) {
    CHECK(lost(workers, bomb) == late);
    check_works(workers);
  }
}

TEST_CASE("a bomb is found at the line that the compiler did not get beyond") {
  Workers workers = start(1, milliseconds(1500));
  std::string assertions;
  for (int i = 0; i < 400; ++i)
    assertions += "static_assert(spin(" + std::to_string(i) + ") >= 0);\n";
  const std::string source =
      "#include <stratgen/strategy.hpp>\n"
      "constexpr int spin(int n) { int s = 0; for (int i = 0; i < 30000; ++i) s ^= i + n; return s "
      "& 7; }\n" +
      assertions + "struct S : Strategy { void next() {} };\nSTRATGEN_STRATEGY(S)\n";
  const Diagnostic found = lost_at(workers, source);
  CHECK(found.line > 2);
  CHECK(found.line < 403);
  CHECK(lost_at(workers, template_bomb).line >= 2);
}

TEST_CASE("a source that needs more memory than there is says so" *
          doctest::skip(!has_system_filter)) {
  Workers workers = start(1, milliseconds(20'000), std::size_t{640} << 20);
  CHECK(lost(workers, macro_bomb) == "needs more than 0.625 GiB to compile");
  check_works(workers);
}

TEST_CASE("a source that crashes the compiler is an error and nothing else") {
  Workers workers = start();
  for (const char* const pragma : {"crash", "llvm_fatal_error"}) {
    const std::string source = with_next("") + "#pragma clang __debug " + pragma + "\n";
    CHECK(lost(workers, source) == "the compiler crashed on this text");
  }
  check_works(workers);
}

TEST_CASE("garbage from four threads meets two workers and each is answered") {
  Workers workers = start(2);
  std::atomic<int> answered = 0;
  const auto throw_garbage = [&](unsigned seed) {
    std::mt19937 random(seed);
    for (int i = 0; i < 50; ++i) {
      std::string source = with_next("for (int i = 0; i < 9; ++i) if (close[i] > mean) buy();");
      for (int k = 0; k < 5; ++k) source[random() % source.size()] = static_cast<char>(random());
      const auto compiled =
          workers.compile(source, {.layers = {.text = i % 2 == 0, .tree = i % 3 == 0}});
      if (compiled || compiled.error().fault == Fault::Strategy) ++answered;
    }
  };
  std::vector<std::thread> threads;
  for (unsigned seed = 1; seed <= 4; ++seed) threads.emplace_back(throw_garbage, seed);
  for (std::thread& each : threads) each.join();
  CHECK(answered == 200);
}

TEST_CASE("a trial minds crashes and endless runs, not how a run ends" *
          doctest::skip(!has_system_filter)) {
  Workers workers = start(1, milliseconds(1500));
  const CompiledObject object = escape_object();
  CHECK(tried(workers, object, DataSet(what_to_do(null_write))) ==
        "Escape: its first run ended with SIGSEGV (Segmentation fault)");
  CHECK(tried(workers, object, DataSet(what_to_do(undefined_instruction))) ==
        "Escape: its first run ended with SIGILL (Illegal instruction)");
  CHECK(tried(workers, object, DataSet(what_to_do(spin))) ==
        "Escape: its first run over at most 2500 bars did not end within 1.5 s");
  CHECK(tried(workers, with_next("if (close > open) buy();"), DataSet(equal_bars(50))) == "");
}

TEST_CASE("a trial that spends its budget, traps or is refused is over") {
  Workers workers = start();
  const DataSet data(equal_bars(100));
  for (const char* const code :
       {"while (true) {}", "double b[3]; if (b[bar_index()] > 0) buy();", "buy({.size = -3});",
        "int i = 0; --i; if (close[i] > 0) buy();"}) {
    CAPTURE(code);
    const auto compiled = workers.compile(with_next(code));
    if (!compiled) MESSAGE(compiled.error().message);
    REQUIRE(compiled);
    CHECK(workers.try_run(*compiled, data));
  }
}

TEST_CASE("a trial sees at most 2,500 bars") {
  Workers workers = start();
  const DataSet data(equal_bars(3000));
  CHECK(tried(workers, with_next(crash_if("bar_index() > 2499")), data) == "");
  CHECK(tried(workers, with_next(crash_if("bar_index() == 2499")), data) != "");
}

TEST_CASE("a trial gets the assets that it asks for, aligned, or goes on without") {
  Workers workers = start();
  const DataSet data(
      equal_bars(100), [](const std::string& symbol, const std::string&) -> Result<AssetBars> {
        if (symbol != "OTHER") return fail(Fault::Data, "there is no " + symbol);
        Bars other = equal_bars(50, 7, 7, 7, 42, 7);
        for (std::size_t i = 0; i < other.size(); ++i)  // at odd bars; the first before them
          other.time.set(i, 2 * other.time[i] - 86400);
        return other;
      });
  const auto with_asset = [](const std::string& symbol, const std::string& code) {
    return "#include <stratgen/strategy.hpp>\nstruct S : Strategy {\n  Asset other;\n"
           "  void init() { other = asset(\"" +
           symbol + "\"); }\n  void next() { " + code + " }\n};\nSTRATGEN_STRATEGY(S)\n";
  };
  CHECK(tried(workers, with_asset("OTHER", crash_if("other.close[0] != 42")), data) == "");
  CHECK(tried(workers, with_asset("OTHER", crash_if("other.close[0] == 42")), data) != "");
  CHECK(tried(workers, with_asset("MISSING", crash_if("true")), data) == "");
}

TEST_CASE("a trial gets another time frame, aligned where all of the bars are known") {
  Workers workers = start();
  Bars traded = equal_bars(3000);
  traded.symbol = "TRADED";
  for (std::size_t i = 0; i < traded.size(); ++i)
    traded.close.set(i, traded.close[i] + static_cast<double>(i % 7) / 10);
  const DataSet data(traded);
  const auto week = data.asset("TRADED", "1wk");
  REQUIRE(week);
  const double last = (*week)->close[2499];
  REQUIRE(last > 0);
  const auto with_week = [](const std::string& code) {
    return "#include <stratgen/strategy.hpp>\nstruct S : Strategy {\n"
           "  Series week = asset(\"TRADED\", \"1wk\").close;\n  void init() {}\n"
           "  void next() { if (bar_index() == 2499) { " +
           code + " } }\n};\nSTRATGEN_STRATEGY(S)\n";
  };
  const std::string wrong = fmt::format("week[0] != {:.17g}", last);
  const std::string right = fmt::format("week[0] == {:.17g}", last);
  CHECK(tried(workers, with_week(crash_if(wrong)), data) == "");
  CHECK(tried(workers, with_week(crash_if(right)), data) != "");
}

TEST_CASE("a place in the code leads to its line") {
  Workers workers = start();
  const std::string source = with_next("double b[3] = {};\nif (b[bar_index()] > 0) buy();");
  const auto lines = compile(source, {.debug_info = DebugInfo::Lines});
  REQUIRE(lines);
  int known = 0;
  for (std::ptrdiff_t offset = 1; offset < 600; offset += 40) {
    const auto there = workers.source_line(source, {}, offset);
    REQUIRE(there);
    CHECK(*there == source_line(lines->object, offset).value_or(0));
    known += *there != 0;
  }
  CHECK(known > 0);
  CHECK(workers.source_line("no strategy", {}, 1) == 0);
}

TEST_CASE("a program that is not there, or is not a worker, is an error") {
  const auto missing = Workers::start({.program = "/nonexistent/stratgen_worker"});
  REQUIRE_FALSE(missing);
  CHECK(missing.error().fault == Fault::Internal);
  CHECK(missing.error().message.starts_with(
      "/nonexistent/stratgen_worker cannot be executed: No such file or directory"));

  auto wrong = Workers::start({.program = "/bin/false"});
  REQUIRE(wrong);
  const auto compiled = wrong->compile(with_next(""));
  REQUIRE_FALSE(compiled);
  CHECK(compiled.error().fault == Fault::Internal);
  CHECK(compiled.error().message == "/bin/false does not start");
}
