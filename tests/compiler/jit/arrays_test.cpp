// Arrays that are members, and what lies beside them in the same object, keep their values whatever
// the optimiser makes of the object. Each strategy reports one number at its last bar; the expected
// ones are worked out beside it.
#include "compiler/frontend/compile.hpp"
#include "compiler/jit/program.hpp"
#include "tests/compiler/jit/small_host.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace stratgen;
using namespace stratgen::test;

namespace {

Ran run_members(const std::string& members) {
  const std::string source =
      "#include <stratgen/strategy.hpp>\n" + members + "\nSTRATGEN_STRATEGY(S)\n";
  auto jit = Jit::create();
  REQUIRE(jit);
  const auto compiled = compile(source);
  INFO(source);
  INFO((compiled ? "" : compiled.error().message));
  REQUIRE(compiled);
  const auto program = LinkedProgram::link(*jit, compiled->object, small_host());
  REQUIRE(program);
  return run(program->entry());
}

// next() runs at bars 10 to 49 of closes 100, 101, ...
double reported(const std::string& members) {
  const Ran ran = run_members(members);
  CHECK(ran.end == End::Finished);
  return ran.tag;
}

}  // namespace

TEST_CASE("arrays beside each other and the members between them do not mix") {
  // At bar 49 a[1] is 49, b[1] is -49 and the counter has seen 40 bars.
  CHECK(reported(R"(struct S : Strategy {
  int before = 1000; int a[4] = {}; int between = 2000; int b[4] = {}; int after = 3000; int seen = 0;
  void next() {
    const int i = bar_index() % 4;
    a[i] = bar_index(); b[i] = -bar_index(); ++seen;
    buy({.tag = before + between + after + a[1] + b[1] + seen});
  }
};)") == 6040);
}

TEST_CASE("an array at the start of a nested object leaves the object's other members alone") {
  // The sum over i % 3 of bars 47, 48, 49 is 144; the count is 40; the label stays 7.
  CHECK(reported(R"(struct Book { int last[3]; int count; int label = 7; };
struct S : Strategy {
  int first = 1; Book book{};
  void next() {
    book.last[bar_index() % 3] = bar_index(); ++book.count;
    int sum = 0;
    for (int i = 0; i < 3; ++i) sum += book.last[i];
    buy({.tag = 1000000 * first + sum * 1000 + book.count * 10 + book.label});
  }
};)") == 1144407);
}

TEST_CASE("a range-for walks an array to its end and not further") {
  // 2 + 3 + 5 + 7 = 17 over the one, 40 * 4 = 160 over the other.
  CHECK(reported(R"(struct S : Strategy {
  int guard = 1000; std::array<int, 4> primes = {2, 3, 5, 7}; std::array<int, 4> seen{}; int tail = 2000;
  void next() {
    int sum = 0;
    for (int p : primes) sum += p;
    for (int& s : seen) { ++s; sum += s; }
    buy({.tag = guard + tail + sum});
  }
};)") == 3177);
}

TEST_CASE("elements that are structs, arrays of arrays and arrays of bytes") {
  // Levels: 3 of weight 2 at 49 is 98 + 1; grid[1][1] is 49; 40 of the flags' turns are true.
  CHECK(reported(R"(struct Level { double price; int weight; };
struct S : Strategy {
  char flags[5] = {}; Level levels[3] = {}; int grid[2][2] = {}; bool on[3] = {}; int turns = 0;
  void next() {
    const int i = bar_index() % 3;
    levels[i].price = bar_index(); levels[i].weight = 2;
    grid[i % 2][1] = bar_index();
    flags[bar_index() % 5] = 1; on[i] = !on[i];
    turns += flags[bar_index() % 5];
    Level best = levels[0];
    for (const Level& each : levels) if (each.price > best.price) best = each;
    buy({.tag = int(best.price) * best.weight * 10000 + grid[1][1] * 100 + turns});
  }
};)") == 984940);
}

TEST_CASE("a list of structs is copied whole, and a helper sees the members of its object") {
  // The list holds the last 3 of the bars; their sum is 47 + 48 + 49 = 144, twice.
  CHECK(reported(R"(struct Point { int bar; double price; };
struct S : Strategy {
  int k = 2; List<Point, 3> points; List<Point, 3> copy; double best = 0;
  int sum(const List<Point, 3>& of) { int s = 0; for (const Point& p : of) s += p.bar; return s; }
  void next() {
    if (points.size() == 3) points.pop_front();
    points.push_back({bar_index(), close});
    copy = points;
    best = max(best, points.back().price);
    buy({.tag = sum(points) * k + (sum(copy) == sum(points)) + (best == 149)});
  }
};)") == 290);
}

TEST_CASE("an index outside of a member array is found beside other members") {
  for (const char* index : {"bar_index() - 6", "9 - bar_index()"}) {
    const Ran ran = run_members(std::string(R"(struct S : Strategy {
  int before = 1; double a[8] = {}; int after = 2;
  void next() { a[)") + index + R"(] = 1; buy({.tag = before + after + int(a[1])}); }
};)");
    CHECK(ran.end == End::Trap);
  }
}

TEST_CASE("members of an object that a recursive helper works on keep their values") {
  // 1 + ... + 7 = 28 into a[28 % 8]: too deep for inlining, so the object stays whole.
  CHECK(reported(R"(struct S : Strategy {
  int a[8] = {}; int depth = 0;
  int add(int n) { depth = max(depth, n); return n == 0 ? 0 : n + add(n - 1); }
  void next() { const int s = add(7); a[s % 8] = s; buy({.tag = a[4] * 10 + depth}); }
};)") == 287);
}
