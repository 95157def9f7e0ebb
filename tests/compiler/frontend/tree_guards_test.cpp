#include "compiler/frontend/tree_guards.hpp"

#include "tests/compiler/check/refused_sources.hpp"
#include "tests/compiler/frontend/attacks.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace stratgen;
using namespace stratgen::test;

TEST_CASE("a conversion of a value that does not fit ends the run, written out or not") {
  each_ends(trap,
            {"k = int(3000000000L + bar_index()); buy({.tag = k});",
             "k = int(3000000000L); buy({.tag = k});",
             "k = (int)(3000000000L + bar_index()); buy({.tag = k});",
             "k = static_cast<int>(3000000000L + bar_index()); buy({.tag = k});",
             "short s = static_cast<short>(bar_index() + 70000); buy({.tag = s});",
             "short s = (short)(bar_index() + 70000); buy({.tag = s});",
             "char c = (char)300; buy({.tag = c});",
             "char c = char(bar_index() + 300); buy({.tag = c});",
             "unsigned u = k - 1; buy({.tag = u});",
             "unsigned u = unsigned(k - 1); buy({.tag = u});",
             "unsigned long u = static_cast<unsigned long>(k - 1); buy({.tag = u > 5});",
             "unsigned u = 4000000000u + bar_index(); k = int(u); buy({.tag = k});",
             "unsigned u = 4000000000u + bar_index(); k = u; buy({.tag = k});",
             "unsigned char c = (unsigned char)(bar_index() + 300); buy({.tag = c});",
             "auto f = [](auto v) { return short(v); }; buy({.tag = f(bar_index() + 70000)});",
             "k = int(close * 1e30); buy({.tag = k});",
             "k = (int)(x / x); buy({.tag = k});",
             "short s = static_cast<short>(close * 1000); buy({.tag = s});",
             "unsigned u = unsigned(x - 5); buy({.tag = u});",
             "long n = 4294967297L + bar_index(); k = n; buy({.tag = k});",
             "enum class E : short { A }; E e = E(bar_index() + 70000); buy({.tag = int(e)});",
             "enum class E : long { A = 1L << 40 }; E e = E::A; buy({.tag = int(e)});",
             "enum E { A, B }; E e = static_cast<E>(k - 1); buy({.tag = e == B});",
             "enum E : unsigned char { A }; E e = E(close[0] * 1000); buy({.tag = e == A});",
             "struct { int v : 3; } s; s.v = bar_index(); buy({.tag = s.v});"});
}

TEST_CASE("conversions that keep the value, and unsigned arithmetic, are legal") {
  for (const std::string body :
       {"k = int(2000000000L + bar_index()); buy({.tag = k});",
        "short s = static_cast<short>(bar_index() - 500); buy({.tag = s});",
        "unsigned h = 2166136261u; for (int i = 0; i < 9; ++i) h = (h ^ unsigned(i)) * 16777619u;\n"
        "h ^= h >> 7; unsigned char c = (unsigned char)h; buy({.tag = int(c) + int(h % 1000)});",
        "unsigned long s = 88172645463325252ul; s ^= s << 13; s ^= s >> 7; s ^= s << 17;\n"
        "unsigned u = static_cast<unsigned>(s); if (u > 5) buy({.tag = int(u >> 8)});",
        "unsigned u = 3; u -= 5; if (u > 7) buy();",
        "enum E { A, B }; E e = static_cast<E>(100); buy({.tag = int(e)});",
        "enum class E { A, B }; E e = E(bar_index() % 2); buy({.tag = static_cast<int>(e)});",
        "bool any = bool(bar_index()); char c = 'a'; c = char(c + 1); if (any && c == 'b') buy();",
        "constexpr int n = int(7.9); double d = double(n); float f = float(d); buy({.tag = "
        "int(f)});"}) {
    CAPTURE(body);
    CHECK(failure(in_next(body)) == "");
  }
}

TEST_CASE("objects that no frame could hold are refused at their place") {
  for (const std::string body :
       {"double v[1000000]; v[bar_index()] = 1; buy({.size = v[3]});",
        "List<double, 500000000> big; big.push_back(1); buy({.size = big[0]});",
        "x = List<double, 500000000>().size(); buy({.size = x});"}) {
    CAPTURE(body);
    const auto refused = compile(in_next(body), {.layers = code_only});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().diagnostics.front().rule == "frame-size");
    CHECK(refused.error().diagnostics.front().line == 10);
  }
  const auto member = compile(in_struct("List<double, 500000000> big;"), {.layers = code_only});
  REQUIRE_FALSE(member);
  CHECK(member.error().diagnostics.front().rule == "frame-size");
}

TEST_CASE("assembly is refused, for there is no assembler") {
  for (const std::string& source :
       {in_next("asm volatile(\"syscall\");"), in_next("asm(\"\");"),
        at_file_scope("asm(\".globl sg_budget\");"),
        at_file_scope("template <class T> void f(T) { asm(\"int3\"); }")}) {
    for (const Layers& layers : {code_only, no_layer}) {
      const auto refused = compile(source, {.layers = layers});
      REQUIRE_FALSE(refused);
      CHECK(refused.error().diagnostics.front().rule == "assembly");
    }
  }
}
