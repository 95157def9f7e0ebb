// The third layer with the first two off: whatever a source does, its run ends in an Error. What no
// code in the same process can stop is not here: writes to memory that is mapped, such as the
// host's own. The second layer refuses the pointers that they take, and the worker process is there
// for what gets past it. System calls take assembly, which no layer lets pass.
#include "compiler/frontend/compile.hpp"
#include "tests/compiler/check/refused_sources.hpp"
#include "tests/compiler/frontend/attacks.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

using namespace stratgen;
using namespace stratgen::test;

namespace {

std::string with_members(const std::string& members, const std::string& body) {
  return "#include <stratgen/strategy.hpp>\nstruct S : Strategy {\n  double x = 0; int k = 0;\n" +
         members + "\n  void next() {\n" + body + "\n  }\n};\nSTRATGEN_STRATEGY(S)\n";
}

}  // namespace

TEST_CASE("memory that is not the strategy's ends the run") {
  each_ends(
      memory,
      {"*reinterpret_cast<double*>(8) = 1;",
       "x = *reinterpret_cast<double*>(0x1000); buy({.size = x});",
       "x = *(double*)0x8000000000000000ul; buy({.size = x});", "*(volatile int*)nullptr = k;",
       "int* p = nullptr; k = *p; buy({.tag = k});", "int* p = nullptr; *p = 5;",
       "double* p = nullptr; x = p[bar_index()]; buy({.size = x});",
       "S* other = nullptr; other->k = 3; if (other->k == 3) buy();",

       "const double* p = b; while (true) { x += *p++; if (x == 0.123) buy({.size = x}); }",
       "double& r = *(double*)24; r += close;",

       "union { double d; double* p; } u; u.d = 1e-300; x = *u.p; buy({.size = x});",
       "__builtin_memset((void*)16, 0, 100);",
       "k = __builtin_bit_cast(int*, 0x40L)[bar_index()]; buy({.tag = k});"});
  each_ends_in_libc(memory,
                    {"__builtin_memset((void*)16, 0, 100 + bar_index());",
                     "__builtin_memcpy(b, (void*)64, 8 + bar_index()); buy({.size = b[k]});",
                     "__builtin_memmove((void*)64, b, 8 + bar_index()); buy({.size = b[0]});"});
}

TEST_CASE("an access that the compiler knows to be outside of its object is not made") {
  for (const std::string body :
       {"x = (&x)[1L << 40]; if (x > 5) buy();", "x = (&x)[-(1L << 40)]; if (x > 5) buy();",
        "(&x)[1L << 45] = 1;", "double S::* m = nullptr; x = this->*m; if (x > 5) buy();"}) {
    CAPTURE(body);
    // What it would have read has no value, so neither has what depends on it.
    const std::string end = failure(in_next(body));
    CHECK((end.empty() || end.starts_with("S ")));
    CHECK(end.find(memory) == std::string::npos);
  }
}

TEST_CASE("a call of what is no function ends the run") {
  each_ends(memory, {"void (*f)() = nullptr; f();",
                     "double (*f)(double) = nullptr; x = f(close); buy({.size = x});",
                     "((void (*)())16)();", "auto f = (void (*)())(0x10000L + bar_index()); f();",
                     "((void (*)())&x)();", "((void (*)())b)();",
                     "void (S::*f)() = nullptr; (this->*f)();"});
}

TEST_CASE("instructions that trap end the run") {
  each_ends(trap, {"__builtin_trap();", "__builtin_debugtrap();", "__builtin_unreachable();",
                   "if (k == 0) __builtin_trap(); buy();"});
}

TEST_CASE("arithmetic that C++ leaves undefined ends the run") {
  each_ends(
      trap,
      {"k = bar_index() / k; buy({.tag = k});", "k = bar_index() % k; buy({.tag = k});",
       "int m = -2147483647 - 1, o = -1 - k; buy({.tag = m / o});",
       "int m = -2147483647 - 1, o = -1 - k; buy({.tag = m % o});",
       "long m = -9223372036854775807L - 1; buy({.tag = m / (k - 1)});",
       "k = 2147483647; k += bar_index(); buy({.tag = k});",
       "k = -2147483647; k -= bar_index(); buy({.tag = k});",
       "k = 2147483647; k *= bar_index(); buy({.tag = k});",
       "k = -2147483647 - 1; k = -k; buy({.tag = k});", "k = 2147483647; ++k; buy({.tag = k});",
       "k = 1 << (bar_index() + 40); buy({.tag = k});",
       "k = 1 >> (bar_index() + 40); buy({.tag = k});", "k = 1 << (k - 1); buy({.tag = k});",
       "long n = 1L << (bar_index() + 70); buy({.tag = n});",
       "b[bar_index()] = 1; x += b[3]; buy({.size = x});",
       "b[k - 1] = 1; x += b[3]; buy({.size = x});",
       "double v[8]; for (int i = 0; i <= 8; ++i) v[i] = close; buy({.tag = int(v[k])});",
       "double v[2][3]; v[1][bar_index()] = 3; buy({.size = v[0][k]});",
       "auto& r = b; buy({.size = r[bar_index()]});"});
}

TEST_CASE("loops that do not end are ended") {
  each_ends(
      fuel,
      {"while (true) x += 1;", "for (;;) {}", "again: x += 1; goto again;",

       "bool on = true; while (on) k ^= 1;",
       "for (int i = 0; i < 1000000; ++i) for (int j = 0; j < 1000000; ++j) x += close[i & 7];\n"
       "buy({.size = x});",
       "for (long i = 0; i < 1L << 40; ++i) x = pow(x + 1.5, 0.7); buy({.size = x});",
       "for (long i = 0; i < 1L << 40; ++i) x += date().day; buy({.size = x});",
       "for (;;) closed_trades();", "for (;;) orders();", "for (;;) trades();",
       "for (;;) position.close();", "for (;;) buy({.size = 1, .limit = 1});",
       "for (;;) buy({.size = 1, .limit = 1}).cancel();",
       "static char big[1 << 20], other[1 << 20]; for (int i = 0;; i = (i + 1) & 1023) "
       "{ __builtin_memcpy(big, other, sizeof big); x += big[i]; }",
       "static char big[1 << 20]; for (int i = 0;; i = (i + 1) & 1023) "
       "{ __builtin_memset(big, i & 1, sizeof big - bar_index()); x += big[i]; }"});
}

TEST_CASE("recursion that does not end is ended") {
  for (const std::string members :
       {"double a(int n) { return n > 0 ? a(n + 1) * close[0] + 1 : 0; }",
        "double a(int n) { return n < 0 ? 1 : c(n + 1) + close[0]; }\n"
        "double c(int n) { return n < 0 ? 2 : a(n + 2) * 1.5; }",
        "double a(int n) { double (S::*self)(int) = k ? nullptr : &S::a;\n"
        "  return n < 0 ? 1 : (this->*self)(n + 1) + 1; }",
        "struct Big { double v[20000]; };\n"
        "double a(int n, Big big = {}) { big.v[n % 20000] = n;\n"
        "  return n < 0 ? 1 : a(n + 1, big) + big.v[3]; }",
        "double a(int n) { double v[100000]; v[n % 100000] = n; double s = 0;\n"
        "  for (double each : v) s += each; return n < 0 ? s : s + a(n + 1); }",
        "double a(int n) { auto* v = (double*)__builtin_alloca(n * 100000); v[n] = n;\n"
        "  return n < 0 ? 1 : a(n + 1) + v[int(close[n])]; }"}) {
    CAPTURE(members);
    const std::string message = failure(with_members(members, "x += a(1); buy({.size = x});"));
    CAPTURE(message);
    CHECK(message.ends_with(stack));
    CHECK(message.starts_with("S line "));
  }
  // A recursion in constant space is a loop, and so is one that is called for ever.
  for (const std::string members : {"long a(int n) { return n < 2 ? n : a(n - 1) + a(n - 2); }",
                                    "static int a(int n) { if (n == 0) return 1;\n"
                                    "  [[clang::musttail]] return a(n % 7 + 1); }"}) {
    CAPTURE(members);
    const std::string message = failure(with_members(members, "x += a(60); buy({.size = x});"));
    CHECK(message.ends_with(fuel));
  }
}

TEST_CASE("locals that the stack has no room for end the run") {
  each_ends(stack,
            {"auto* p = (char*)__builtin_alloca(1L << (30 + bar_index())); p[bar_index()] = 1; "
             "buy({.tag = int(p[int(x)])}); x += 1;",
             "auto* p = (double*)__builtin_alloca(4000000u * unsigned(bar_index()));\n"
             "p[bar_index()] = 1; x += p[int(x)]; buy({.size = x});",
             "for (unsigned i = 0;; ++i) { auto* p = (char*)__builtin_alloca(4096);\n"
             "p[i & 7] = 1; x += p[int(x) & 7]; }"});
}

TEST_CASE("symbols of the process do not resolve, and are named") {
  const auto needs = [](const std::string& declaration, const std::string& body) {
    return failure("#include <stratgen/strategy.hpp>\n" + declaration +
                   "\nstruct S : Strategy {\n  double x = 0;\n  void next() {\n" + body +
                   "\n  }\n};\nSTRATGEN_STRATEGY(S)\n");
  };
  const auto refuses = [](const char* name) {
    return fmt::format("link: the strategy needs '{}', which is not a function it may call", name);
  };
  CHECK(needs("extern \"C\" int system(const char*);", "system(\"id\");") == refuses("system"));
  CHECK(needs("extern \"C\" int open(const char*, int, ...);", "::open(\"/etc/passwd\", 0);") ==
        refuses("open"));
  CHECK(needs("extern \"C\" void* malloc(unsigned long);",
              "x = double(long(malloc(8))); buy({.size = x});") == refuses("malloc"));
  CHECK(needs("extern \"C\" int printf(const char*, ...);", "printf(\"%d\", 1);") ==
        refuses("printf"));
  CHECK(needs("", "__builtin_printf(\"%f\", x);") == refuses("printf"));
  CHECK(needs("extern \"C\" long syscall(long, ...);", "syscall(60, 1);") == refuses("syscall"));
  CHECK(needs("extern \"C\" void exit(int);", "exit(0);") == refuses("exit"));
  CHECK(needs("", "__builtin_abort();") == refuses("abort"));
  CHECK(needs("extern \"C\" void* dlopen(const char*, int);", "dlopen(\"libc.so.6\", 1);") ==
        refuses("dlopen"));
  CHECK(needs("extern \"C\" [[gnu::weak]] int fork();", "if (fork) fork();") == refuses("fork"));
  CHECK(needs("extern \"C\" char** environ;", "x = environ[0][0]; buy({.size = x});") ==
        refuses("environ"));
  CHECK(needs("void mine() asm(\"execve\");", "mine();") == refuses("execve"));
  CHECK(needs("thread_local int state = 3;", "x += ++state; buy({.size = x});") ==
        refuses("__tls_get_addr"));
  CHECK(needs("int* made;", "made = new int(3); buy({.tag = *made});").starts_with("link: "));
}

TEST_CASE("the names that checks end in are the host's, whatever a source defines") {
  const auto loops = [](const std::string& declaration) {
    return failure("#include <stratgen/strategy.hpp>\n" + declaration +
                   "\nstruct S : Strategy {\n  double x = 0;\n  int k = 0;\n"
                   "  void next() { while (x < 1e300) x += close; buy({.tag = 3 / k}); }\n};\n"
                   "STRATGEN_STRATEGY(S)\n");
  };
  for (const std::string declaration :
       {"stratgen::abi::Budget own{1L << 62, 0};\n"
        "stratgen::abi::Budget* sg_budget() { return &own; }",
        "stratgen::abi::Budget own{1L << 62, 0};\n"
        "stratgen::abi::Budget* mine() asm(\"sg_budget\");\n"
        "stratgen::abi::Budget* mine() { return &own; }",
        "void sg_out_of_fuel() { for (;;) {} }", "void sg_trap() { for (;;) {} }",
        "extern \"C\" int sg_anything = 3;"}) {
    CAPTURE(declaration);
    CHECK(loops(declaration).ends_with(fuel));
  }
  CHECK(failure(in_next("sg_budget()->fuel = 1L << 62; while (true) x += 1;")) ==
        "link: the strategy needs 'source.sg_budget', which is not a function it may call");
}

TEST_CASE("the host believes nothing that emitted code hands it") {
  const std::string frame = "engine_->frame";
  each_ends(memory, {"sg_set_sl(engine_->frame, (stratgen::abi::TradeState*)16, 1);",
                     "sg_cancel(engine_->frame, (stratgen::abi::OrderState*)0x8000000000000000ul);",
                     "sg_place(engine_->frame, true, nullptr);",
                     "sg_list(engine_->frame, stratgen::abi::ListKind::Trades, nullptr);",
                     "sg_column_done(engine_->frame, (double*)8);"});
  each_ends_in_libc(memory, {"sg_reject(engine_->frame, (const char*)8);"});
  each_ends("a trade that this backtest does not have",
            {"stratgen::abi::TradeState fake{}; sg_set_sl(engine_->frame, &fake, 1);",
             "stratgen::abi::TradeState fake{}; fake.id = -1; sg_close_trade(engine_->frame, "
             "&fake, 1);",
             "sg_close_trade(nullptr, nullptr, 1);",
             "sg_set_tp(engine_->frame, (stratgen::abi::TradeState*)17, 1);"});
  each_ends(
      "an order that this backtest does not have",
      {"stratgen::abi::OrderState fake{}; fake.pending = true; sg_cancel(engine_->frame, &fake);"});
  each_ends(trap, {"sg_day(engine_->frame, 1 << 30);", "sg_day(engine_->frame, -1);"});
  each_ends("it wrote to the engine's own memory",
            {"engine_->frame->close = nullptr; buy();",
             "engine_->frame->bars = 1 << 30; position.close();"});
  CHECK(failure(in_next("engine_->frame->bar = 1 << 30; buy();")) ==
        "S line 10, at a bar that does not exist: it wrote to the engine's own memory");
  const auto in_init = [](const std::string& body) {
    return failure("#include <stratgen/strategy.hpp>\nstruct S : Strategy {\n  void init() {\n" +
                   body + "\n  }\n  void next() {}\n};\nSTRATGEN_STRATEGY(S)\n");
  };
  CHECK(in_init("sma(Series((const double*)8, engine_), 3);") == "S line 4, in init(): " + memory);
  CHECK(
      in_init("const double* out; sg_indicator(engine_->frame, \"no_such\", nullptr, 1000000000,\n"
              "nullptr, -5, &out, 1000000000);")
          .starts_with("S line 4, in init(): "));
  CHECK(in_init("const double* in[] = {engine_->frame->close}; double n[] = {3};\n"
                "sg_indicator(engine_->frame, \"sma\", in, 1, n, 1, (const double**)8, 1);") ==
        "S line 5, in init(): " + memory);
  CHECK(in_init(
            "const double* in[] = {engine_->frame->close}; double n[] = {3}; const double* o[4];\n"
            "sg_indicator(engine_->frame, \"sma\", in, 1, n, 1, o, 4);") ==
        "S line 5, in init(): sma has 1 outputs");
  CHECK(in_init("asset((const char*)8);") == in_libc_at_line_4 + memory);
}

TEST_CASE("without the layer there are no checks, and the belt still holds what faults") {
  const auto unguarded =
      compile(in_next("k = bar_index() / k; while (k) x += b[k]; buy();"), {.layers = no_layer});
  REQUIRE(unguarded);
  for (const char* name : {"sg_budget", "sg_out_of_fuel", "sg_stack_overflow", "sg_trap"})
    CHECK(unguarded->object.find(name) == std::string::npos);
  CHECK(failure(in_next("k = bar_index() / k; buy({.tag = k});"), no_layer)
            .ends_with("a division that has no result"));
  CHECK(failure(with_members("double a(int n) { return n < 0 ? 1 : a(n + 1) * close + a(n + 2); }",
                             "x += a(1); buy({.size = x});"),
                no_layer)
            .ends_with(memory));  // the stack's end
  CHECK(failure(in_next("double v[1000000]; v[bar_index()] = 1; buy({.tag = int(v[3])});"),
                no_layer) == "");
}
