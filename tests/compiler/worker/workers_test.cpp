#include "compiler/worker/workers.hpp"

#include "tests/compiler/check/refused_sources.hpp"

#include <doctest/doctest.h>

using namespace stratgen;
using namespace stratgen::test;

TEST_CASE("a worker gives the object that this process would make") {
  auto workers = Workers::start({.program = STRATGEN_WORKER});
  REQUIRE(workers);
  const std::string source = in_next("if (crossover(close, f)) buy();");
  const auto here = compile(source);
  const auto there = workers->compile(source);
  REQUIRE(here);
  if (!there) MESSAGE(there.error().message);
  REQUIRE(there);
  CHECK(there->object == here->object);
  CHECK(there->class_name == here->class_name);
  CHECK(there->times.total().cpu_ms > 0);
}
