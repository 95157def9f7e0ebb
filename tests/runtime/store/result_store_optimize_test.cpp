// The results of optimize in the store, which hang on those of discover.
#include "runtime/store/result_store.hpp"
#include "runtime/store/schema.hpp"
#include "tests/runtime/store/results.hpp"

#include <SQLiteCpp/Database.h>
#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

namespace stratgen {
namespace {

using testing::numbered_optimize_result;
using testing::numbered_result;
using testing::Workspace;

ResultStore opened(const Workspace& workspace) {
  Result<ResultStore> store = ResultStore::open(workspace.folder());
  if (!store) FAIL(store.error().message);
  return std::move(*store);
}

std::vector<OptimizeResult> loaded(const ResultStore& store) {
  Result<std::vector<OptimizeResult>> results = store.load_optimized();
  if (!results) FAIL(results.error().message);
  return std::move(*results);
}

void execute(const Workspace& workspace, const std::string& sql) {
  SQLite::Database database(workspace.file().string(), SQLite::OPEN_READWRITE);
  database.exec(sql);
}

TEST_CASE("what optimize saved is found and loaded, to the last bit, by another store") {
  const Workspace workspace;
  const OptimizeResult result = numbered_optimize_result(7);
  {
    ResultStore store = opened(workspace);
    REQUIRE(store.save(numbered_result(7)));
    REQUIRE(store.save(result));
  }
  const ResultStore store = opened(workspace);
  CHECK(loaded(store) == std::vector{result});
  const auto found = store.find_optimized(result.document);
  REQUIRE(found);
  REQUIRE(*found);
  CHECK(**found == result);
  CHECK_FALSE(store.find_optimized("strategies/none.md")->has_value());
}

TEST_CASE("a failed result has no statistics, and an undefined Sharpe ratio stays undefined") {
  const Workspace workspace;
  ResultStore store = opened(workspace);
  REQUIRE(store.save(numbered_result(1)));
  OptimizeResult failed = numbered_optimize_result(1);
  failed.error = "no answer is recorded";
  failed.test_verdict = Verdict::Error;
  failed.train_stats.clear();
  failed.test_stats.clear();
  failed.optimized_params.clear();
  failed.param_ranges.clear();
  REQUIRE(store.save(failed));
  CHECK(loaded(store) == std::vector{failed});

  failed.v4_sharpe = std::nan("");
  failed.train_stats = {{"Sharpe Ratio", std::nan("")}};
  REQUIRE(store.save(failed));
  const OptimizeResult back = loaded(store).at(0);
  CHECK(std::isnan(back.v4_sharpe));
  CHECK(std::isnan(back.train_stats.at(0).second));
}

TEST_CASE("saving again replaces the result and leaves no statistic behind") {
  const Workspace workspace;
  ResultStore store = opened(workspace);
  REQUIRE(store.save(numbered_result(1)));
  REQUIRE(store.save(numbered_optimize_result(1)));
  OptimizeResult again = numbered_optimize_result(2);
  again.document = numbered_result(1).document;
  again.test_stats.resize(1);
  REQUIRE(store.save(again));
  CHECK(loaded(store) == std::vector{again});
}

TEST_CASE("a new result of discover takes what optimize made of the old one with it") {
  const Workspace workspace;
  ResultStore store = opened(workspace);
  for (const int number : {1, 2}) {
    REQUIRE(store.save(numbered_result(number)));
    REQUIRE(store.save(numbered_optimize_result(number)));
  }
  REQUIRE(store.save(numbered_result(1)));
  CHECK(loaded(store) == std::vector{numbered_optimize_result(2)});
  REQUIRE(store.clear());
  CHECK(loaded(store).empty());
}

TEST_CASE("without a result of discover nothing is saved, and the message says what to do") {
  const Workspace workspace;
  ResultStore store = opened(workspace);
  const auto saved = store.save(numbered_optimize_result(1));
  REQUIRE_FALSE(saved);
  CHECK(saved.error().fault == Fault::Data);
  CHECK(saved.error().message == workspace.file().string() +
                                     ": what discover found for strategies/momentum/00001.md is "
                                     "gone; run stratgen discover again");
  CHECK(loaded(store).empty());
}

TEST_CASE("clearing the results of optimize keeps those of discover") {
  const Workspace workspace;
  ResultStore store = opened(workspace);
  REQUIRE(store.save(numbered_result(1)));
  REQUIRE(store.save(numbered_optimize_result(1)));
  REQUIRE(store.clear_optimized());
  CHECK(loaded(store).empty());
  CHECK(*store.load() == std::vector{numbered_result(1)});
}

TEST_CASE("a file from before optimize gets its tables and keeps what discover found") {
  const Workspace workspace;
  std::vector<DiscoverResult> before = {numbered_result(1), numbered_result(2)};
  for (DiscoverResult& result : before) {  // nor were these known then
    result.provider = result.model = "";
    result.repairs = 0;
    result.cost = 0;
    result.bars = {};
  }
  {
    ResultStore store = opened(workspace);
    for (const DiscoverResult& result : before) REQUIRE(store.save(result));
  }
  execute(workspace,
          "drop table optimize_stat; drop table optimize;"
          "alter table discover drop column provider; alter table discover drop column model;"
          "alter table discover drop column repairs; alter table discover drop column cost;"
          "alter table discover drop column bars;"
          "pragma user_version = 1");
  {
    ResultStore store = opened(workspace);
    CHECK(*store.load() == before);
    CHECK(loaded(store).empty());
    REQUIRE(store.save(numbered_optimize_result(2)));
    CHECK(loaded(store) == std::vector{numbered_optimize_result(2)});
  }
  SQLite::Database database(workspace.file().string());
  CHECK(database.execAndGet("pragma user_version").getInt() ==
        static_cast<int>(schema::migrations.size()));
}

TEST_CASE("a list that is no JSON is an error that names the file") {
  const Workspace workspace;
  ResultStore store = opened(workspace);
  REQUIRE(store.save(numbered_result(1)));
  REQUIRE(store.save(numbered_optimize_result(1)));
  for (const char* const broken : {"param_ranges = '{'", "v4_params = '[1, {}]'",
                                   "v4_params = '{\"a\": \"b\"}'", "v4_verdict = 'GOOD'"}) {
    CAPTURE(broken);
    execute(workspace, std::string("update optimize set ") + broken);
    const auto results = store.load_optimized();
    REQUIRE_FALSE(results);
    CHECK(results.error().message.starts_with(workspace.file().string()));
    REQUIRE(store.save(numbered_optimize_result(1)));
  }
}

}  // namespace
}  // namespace stratgen
