#include "runtime/sweep/search.hpp"

#include "runtime/sweep/search_axes.hpp"
#include "tests/runtime/sweep/search_spaces.hpp"
#include "tests/runtime/sweep/sweep_support.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

using namespace stratgen;
using namespace search_spaces;

namespace {

constexpr const char* methods[] = {"random", "sobol", "tpe", "cmaes", "nsga2"};

std::vector<std::uint64_t> cells_of(const SearchResult& result) {
  std::vector<std::uint64_t> cells;
  for (const CellResult& cell : result.evaluated) cells.push_back(cell.cell);
  return cells;
}

bool has_repetition(const SearchResult& result) {
  const std::vector<std::uint64_t> cells = cells_of(result);
  return std::set(cells.begin(), cells.end()).size() != cells.size();
}

double best_of(const SearchResult& result) {
  double best = -HUGE_VAL;
  for (const CellResult& cell : result.evaluated) {
    if (cell.result.ending == Ending::Completed) {
      best = std::max(best, cell.result.statistics.sharpe_ratio);
    }
  }
  return best;
}

}  // namespace

TEST_CASE("a guided search finds the top of a hill among 125,000 cells in 1,000 tries") {
  const ParamSpace hill = space({"a=1:50:1", "b=1:50:1", "c=1:50:1"});
  for (const char* method : {"tpe", "cmaes"}) {
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      SearchOptions with_seed = options(method, 1000);
      with_seed.seed = seed;
      CAPTURE(method);
      CAPTURE(seed);
      CHECK(best_of(found(hill, with_seed, evaluate(hill, bowl))) == 0);  // a = b = c = 20
    }
  }
}

TEST_CASE("no method tries a cell twice, or more cells than asked for") {
  const ParamSpace plane = space({"a=1:40:1", "b=1:40:1"});
  for (const char* method : methods) {
    const SearchResult result = found(plane, options(method, 700), evaluate(plane, bowl));
    CAPTURE(method);
    CHECK(result.evaluated.size() == 700);
    CHECK(!has_repetition(result));
    CHECK(result.complete);
  }
}

TEST_CASE("every method tries a small space out and ends") {
  const ParamSpace plane = space({"a=1:7:1", "b=1:9:1"}), line = space({"a=1:3:1"}),
                   point = space({"a=5"});
  for (const char* method : methods) {
    CAPTURE(method);
    for (const ParamSpace* all : {&plane, &line, &point}) {
      const SearchResult result = found(*all, options(method, 1000), evaluate(*all, bowl));
      CHECK(result.evaluated.size() == all->size());
      CHECK(!has_repetition(result));
      CHECK(result.complete);
    }
  }
}

TEST_CASE("what the constraints exclude is never tried, and all that they admit is") {
  const ParamSpace triangle = space({"a=1:20:1", "b=1:20:1"}, {"a < b"});
  for (const char* method : methods) {
    CAPTURE(method);
    const SearchResult result = found(triangle, options(method, 1000), evaluate(triangle, bowl));
    CHECK(result.evaluated.size() == 190);  // 20 * 19 / 2
    for (const CellResult& cell : result.evaluated) {
      const std::vector<double> values = triangle.values(cell.cell);
      CHECK(values[0] < values[1]);
    }
  }
}

TEST_CASE("a space of which the constraint admits nothing is an error of every method") {
  const ParamSpace none = space({"a=1:20:1", "b=1:20:1"}, {"a < 0"});
  for (const char* method : methods) {
    const auto result = search(none, options(method, 100), evaluate(none, bowl), false);
    CAPTURE(method);
    REQUIRE(!result);
    CHECK(result.error().fault == Fault::Usage);
    CHECK(result.error().message == "the constraint excludes all 400 cells");
  }
}

TEST_CASE("the same seed tries the same cells, another seed others") {
  const ParamSpace plane = space({"a=1:40:1", "b=1:40:1"});
  for (const char* method : methods) {
    SearchOptions with_seed = options(method, 300);
    const auto first = cells_of(found(plane, with_seed, evaluate(plane, bowl)));
    const auto again = cells_of(found(plane, with_seed, evaluate(plane, bowl)));
    with_seed.seed = 1;
    const auto other = cells_of(found(plane, with_seed, evaluate(plane, bowl)));
    CAPTURE(method);
    CHECK(first == again);
    CHECK(first != other);
  }
}

TEST_CASE("a search over a strategy is the same on one thread and on three") {
  const DataSet data(sweep_support::wandering_bars(300));
  const ParamSpace averages =
      sweep_support::space_of(sweep_support::cross, data, {"fast=1:40:1", "slow=2:80:2"});
  for (const char* method : methods) {
    std::vector<std::vector<std::uint64_t>> bits;
    for (const int jobs : {1, 3}) {
      SweepOptions sweep;
      sweep.jobs = jobs;
      CellRunner runner(sweep_support::cross, data, averages, sweep);
      const SearchResult result =
          found(averages, options(method, 200),
                [&](std::span<const std::uint64_t> cells, std::span<CellResult> results) {
                  return runner.run(cells, results);
                });
      std::vector<std::uint64_t>& all = bits.emplace_back();
      for (const CellResult& cell : result.evaluated) {
        all.push_back(cell.cell);
        for (const std::uint64_t word : sweep_support::bits_of(cell.result)) all.push_back(word);
      }
    }
    CAPTURE(method);
    CHECK(bits[0] == bits[1]);
  }
}

TEST_CASE("rejected cells and undefined scores are bad, and end no search") {
  const ParamSpace plane = space({"a=1:40:1", "b=1:40:1"});
  const Evaluate half_bad = evaluate(plane, [](std::span<const double> values) {
    if (values[0] < 15) return -HUGE_VAL;  // rejected
    return values[1] < 15 ? std::nan("") : bowl(values);
  });
  const Evaluate all_bad = evaluate(plane, [](std::span<const double>) { return -HUGE_VAL; });
  for (const char* method : methods) {
    CAPTURE(method);
    const SearchResult result = found(plane, options(method, 400), half_bad);
    CHECK(result.evaluated.size() == 400);
    CHECK(best_of(result) > -50);
    CHECK(found(plane, options(method, 1600), all_bad).evaluated.size() == 1600);
    CHECK(found(plane, options(method, 400), all_bad).front.empty());
  }
}

TEST_CASE("an interrupted search hands back what it has") {
  const ParamSpace plane = space({"a=1:40:1", "b=1:40:1"});
  for (const char* method : methods) {
    std::atomic<bool> interrupted = false;
    int batches = 0;
    const Evaluate formula = evaluate(plane, bowl);
    const auto result = search(
        plane, options(method, 640),
        [&](std::span<const std::uint64_t> cells, std::span<CellResult> results) {
          if (++batches == 3) interrupted = true;
          return formula(cells, results);
        },
        interrupted);
    CAPTURE(method);
    REQUIRE(result);
    CHECK(!result->complete);
    CHECK(batches == 3);
    CHECK(result->evaluated.size() >= 20);
    CHECK(result->evaluated.size() <= 60);
  }
}

TEST_CASE("an error of the evaluation is the search's") {
  const ParamSpace plane = space({"a=1:40:1", "b=1:40:1"});
  const std::atomic<bool> interrupted = false;
  for (const char* method : methods) {
    const auto result = search(
        plane, options(method, 640),
        [](std::span<const std::uint64_t>, std::span<CellResult>) -> Result<void> {
          return fail(Fault::Run, "no bars");
        },
        interrupted);
    REQUIRE(!result);
    CHECK(result.error().message == "no bars");
  }
}

TEST_CASE("a search over more cells than memory holds is no different") {
  const ParamSpace huge =
      space({"a=1:1000:1", "b=1:1000:1", "c=1:1000:1", "d=1:1000:1", "e=1:1000:1", "f=1:1000:1"});
  for (const char* method : methods) {
    CHECK(found(huge, options(method, 500), evaluate(huge, bowl)).evaluated.size() == 500);
  }
}

TEST_CASE("sobol spreads 32 points over 32 values of each axis, each once") {
  // A (t, s)-sequence in base 2: the first 2^5 points hit each 2^-5 interval of each axis once.
  const ParamSpace plane = space({"a=1:32:1", "b=1:32:1", "c=1:32:1"});
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    SearchOptions with_seed = options("sobol", 32);
    with_seed.seed = seed;
    const SearchResult result = found(plane, with_seed, evaluate(plane, bowl));
    for (std::size_t axis = 0; axis < 3; ++axis) {
      std::set<double> values;
      for (const CellResult& cell : result.evaluated) {
        values.insert(plane.values(cell.cell)[axis]);
      }
      CHECK(values.size() == 32);
    }
  }
}

TEST_CASE("nsga2 finds the front of two aims that conflict") {
  // Sharpe ratio a - (b - 20)^2 against drawdown -a: best on b = 20 for each of the 50 values of a.
  const ParamSpace plane = space({"a=1:50:1", "b=1:50:1"});
  const Evaluate conflict = evaluate(plane, [](std::span<const double> values) {
    return values[0] - (values[1] - 20) * (values[1] - 20);
  });
  const SearchResult result = found(plane, options("nsga2", 1000), conflict);
  std::size_t on_front = 0;
  for (const CellResult& cell : result.front) {
    on_front += static_cast<std::size_t>(plane.values(cell.cell)[1] == 20);
  }
  CHECK(on_front >= 40);
}

TEST_CASE("an unknown method is refused with the names there are") {
  const auto method = parse_search_method("anneal");
  REQUIRE(!method);
  CHECK(method.error().fault == Fault::Usage);
  CHECK(method.error().message.find("grid, random, sobol, tpe, cmaes, nsga2") != std::string::npos);
}

TEST_CASE("a method is refused objectives that it cannot pursue") {
  const ParamSpace plane = space({"a=1:40:1", "b=1:40:1"});
  const std::atomic<bool> interrupted = false;
  const Evaluate formula = evaluate(plane, bowl);
  const auto message = [&](const SearchOptions& refused) {
    const auto result = search(plane, refused, formula, interrupted);
    REQUIRE(!result);
    CHECK(result.error().fault == Fault::Usage);
    return result.error().message;
  };
  for (const char* method : {"tpe", "cmaes"}) {
    const auto two = options(method, 100, {"Sharpe Ratio", "-Max. Drawdown [%]"});
    CHECK(message(two).find("take nsga2") != std::string::npos);
  }
  SearchOptions one = options("nsga2", 100);
  one.objectives.pop_back();
  CHECK(message(one).find("take tpe or cmaes") != std::string::npos);
  one.objectives.clear();
  CHECK(message(one).find("objective") != std::string::npos);
}

TEST_CASE("axes with one value are no axes, and bools and mixed lists have no order") {
  const ParamSpace mixed = space({"a=1:4:1", "b=7", "c=true,false", "d=5,10,20", "e=3,1,2"});
  const std::vector<SearchAxis> axes = search_axes(mixed);
  REQUIRE(axes.size() == 4);
  CHECK(axes[0].count == 4);
  CHECK(axes[0].stride == 18);  // 2 * 3 * 3
  CHECK(axes[0].ordered);
  CHECK(!axes[1].ordered);
  CHECK(axes[2].ordered);
  CHECK(!axes[3].ordered);
  CHECK(axes[0].index(18 * 3 + 17) == 3);
  CHECK(axes[0].position(3) == 0.875);
  CHECK(axes[0].index_at(0.875) == 3);
  CHECK(axes[0].index_at(1.0) == 3);
  CHECK(axes[0].index_at(-0.5) == 0);
}
