#include "compiler/frontend/compile.hpp"
#include "tests/compiler/check/refusal.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace stratgen;
using namespace stratgen::test;

TEST_CASE("a local is not used behind a label that leads past its declaration") {
  for (const char* body :
       {"switch (k) { double z; case 0: x = @z; }",
        "switch (k) { case 0: int z; z = 1; break; case 1: x = @z; }",
        "switch (k) { case 0: for (int z; @z < 3; ++z) { case 1: x = z; } }",
        "switch (k) { int z; case 0: while (x < 9) { x += @z; case 1: x += 1; } }",
        "switch (k) { case 0: { double z; case 1: x = @z; } }",
        "switch (k) { double z; case 0: if (x > 1) { default: x = @z; } }"}) {
    const Refused refused{"passed-declaration",
                          in_struct(std::string("void m() { ") + body + " }")};
    const auto compiled = compile(expectation(refused).source);
    INFO(body);
    REQUIRE_FALSE(compiled);
    check_refused(refused, compiled.error().diagnostics);
  }
}

TEST_CASE("locals of a case, of a block and before the switch are fine") {
  for (const char* body :
       {"double z; switch (k) { case 0: x = z; break; default: z = 2; }",
        "switch (k) { case 0: { int z = 3; x = z; break; } case 1: { int z = 4; x = z; } }",
        "switch (k) { case 0: int z; z = 3; x = z; break; default: x = 1; }",
        "switch (k) { default: int z; z = k; switch (z) { case 0: x = z; break; case 1: x = 2; } }",
        "switch (int z = k) { case 0: x = z; break; case 1: x = z + 1; }"}) {
    const auto compiled = compile(in_struct(std::string("void m() { ") + body + " }"));
    INFO(body);
    INFO((compiled ? "" : compiled.error().message));
    CHECK(compiled);
  }
}
