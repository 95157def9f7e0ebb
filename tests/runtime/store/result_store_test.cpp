#include "runtime/store/result_store.hpp"

#include "runtime/base/file.hpp"
#include "runtime/store/schema.hpp"
#include "tests/runtime/store/results.hpp"

#include <SQLiteCpp/Database.h>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

namespace stratgen {
namespace {

using testing::numbered_result;
using testing::Workspace;

static_assert(std::is_nothrow_move_constructible_v<ResultStore>);
static_assert(!std::is_copy_constructible_v<ResultStore>);

ResultStore opened(const Workspace& workspace) {
  Result<ResultStore> store = ResultStore::open(workspace.folder());
  if (!store) FAIL(store.error().message);
  return std::move(*store);
}

std::vector<DiscoverResult> loaded(const ResultStore& store) {
  Result<std::vector<DiscoverResult>> results = store.load();
  if (!results) FAIL(results.error().message);
  return std::move(*results);
}

std::string refusal(const Workspace& workspace) {
  const Result<ResultStore> store = ResultStore::open(workspace.folder());
  REQUIRE_FALSE(store.has_value());
  CHECK(store.error().fault == Fault::Data);
  return store.error().message;
}

// Runs SQL on the file behind the store's back.
void execute(const Workspace& workspace, const std::string& sql) {
  SQLite::Database database(workspace.file().string(),
                            SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec(sql);
}

TEST_CASE("what was saved is found and loaded, to the last bit, by another store") {
  const Workspace workspace;
  const DiscoverResult result = numbered_result(7);
  CHECK(opened(workspace).save(result).has_value());

  const ResultStore store = opened(workspace);
  CHECK(loaded(store) == std::vector{result});
  const auto found = store.find(result.document);
  REQUIRE(found.has_value());
  REQUIRE(found->has_value());
  CHECK(**found == result);
}

TEST_CASE("a skipped, a failed and an empty result come back as they are") {
  const Workspace workspace;
  ResultStore store = opened(workspace);
  DiscoverResult skipped = numbered_result(1), error = numbered_result(2), empty;
  skipped.verdict = Verdict::Skipped;
  skipped.skipped = "needs options";
  skipped.stats.clear();
  error.verdict = Verdict::Error;
  error.error = "";  // not the same as none
  for (const DiscoverResult& result : {skipped, error, empty}) REQUIRE(store.save(result));
  CHECK(loaded(store) == std::vector{empty, skipped, error});
}

TEST_CASE("texts keep quotes, newlines, letters beyond ASCII and SQL") {
  const Workspace workspace;
  ResultStore store = opened(workspace);
  DiscoverResult result = numbered_result(1);
  result.name = "it's \"Größe\"\n'); drop table discover; -- \xF0\x9F\x93\x88";
  result.reasons = {result.name, "", "[1, 2]"};
  result.document = result.name;
  REQUIRE(store.save(result));
  CHECK(loaded(store) == std::vector{result});
  CHECK(store.find(result.document)->has_value());
}

TEST_CASE("undefined and infinite statistics come back") {
  const Workspace workspace;
  ResultStore store = opened(workspace);
  DiscoverResult result = numbered_result(1);
  const double infinity = std::numeric_limits<double>::infinity();
  result.stats = {{"Sharpe Ratio", std::nan("")}, {"Sortino Ratio", infinity}, {"SQN", -infinity}};
  REQUIRE(store.save(result));
  const auto stats = loaded(store).at(0).stats;
  REQUIRE(stats.size() == 3);
  CHECK(stats[0].first == "Sharpe Ratio");
  CHECK(std::isnan(stats[0].second));
  CHECK(stats[1].second == infinity);
  CHECK(stats[2].second == -infinity);
}

TEST_CASE("saving a document again replaces its result and leaves no statistic behind") {
  const Workspace workspace;
  ResultStore store = opened(workspace);
  REQUIRE(store.save(numbered_result(1)));
  DiscoverResult again = numbered_result(2);
  again.document = numbered_result(1).document;
  again.stats.resize(2);
  REQUIRE(store.save(again));
  CHECK(loaded(store) == std::vector{again});
}

TEST_CASE("results are ordered by category, then slug") {
  const Workspace workspace;
  ResultStore store = opened(workspace);
  for (const auto& [category, number] :
       {std::pair{"value", 1}, {"momentum", 3}, {"value", 0}, {"momentum", 2}}) {
    DiscoverResult result = numbered_result(number);
    result.category = category;
    REQUIRE(store.save(result));
  }
  std::string order;
  for (const DiscoverResult& result : loaded(store)) order += result.slug.back();
  CHECK(order == "2301");
}

TEST_CASE("a document without a result is found as nothing") {
  const Workspace workspace;
  const auto found = opened(workspace).find("strategies/none.md");
  REQUIRE(found.has_value());
  CHECK_FALSE(found->has_value());
}

TEST_CASE("clear removes every result and the store goes on") {
  const Workspace workspace;
  ResultStore store = opened(workspace);
  REQUIRE(store.save(numbered_result(1)));
  REQUIRE(store.clear());
  CHECK(loaded(store).empty());
  REQUIRE(store.save(numbered_result(1)));
  CHECK(loaded(store) == std::vector{numbered_result(1)});
}

TEST_CASE("a store that was moved is the same store") {
  const Workspace workspace;
  ResultStore first = opened(workspace);
  REQUIRE(first.save(numbered_result(1)));
  ResultStore second = std::move(first);
  REQUIRE(second.save(numbered_result(2)));
  CHECK(loaded(second).size() == 2);
}

TEST_CASE("threads save through one store, and two stores share a file") {
  const Workspace workspace;
  ResultStore one = opened(workspace), other = opened(workspace);
  std::vector<std::thread> threads;
  std::vector<int> failures(4, 0);
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      ResultStore& store = t % 2 == 0 ? one : other;
      for (int i = 0; i < 25; ++i)
        if (!store.save(numbered_result(t * 25 + i)) || !store.load())
          ++failures[static_cast<std::size_t>(t)];
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(failures == std::vector<int>(4, 0));
  std::vector<DiscoverResult> expected;
  for (int i = 0; i < 100; ++i) expected.push_back(numbered_result(i));
  CHECK(loaded(one) == expected);
}

TEST_CASE("the workspace is created with its parents") {
  const Workspace workspace;
  CHECK(ResultStore::open(workspace.folder() / "a" / "b").has_value());
  CHECK(std::filesystem::exists(workspace.folder() / "a" / "b" / "results.sqlite"));
}

TEST_CASE("a workspace that is a file is an error that names it") {
  const Workspace workspace;
  REQUIRE(write_file(workspace.folder() / "file", "x"));
  const auto store = ResultStore::open(workspace.folder() / "file");
  REQUIRE_FALSE(store.has_value());
  CHECK(store.error().message.find((workspace.folder() / "file").string()) != std::string::npos);
}

TEST_CASE("a file that is no database is refused with its path and --reset, and left as it is") {
  for (const std::string& content : {std::string("hello"), std::string(5000, 'x')}) {
    const Workspace workspace;
    REQUIRE(write_file(workspace.file(), content));
    CHECK(refusal(workspace) == workspace.file().string() +
                                    ": not a SQLite database; move the file away or start anew "
                                    "with --reset");
    CHECK(read_file(workspace.file()) == content);
  }
}

TEST_CASE("an empty file becomes a store") {
  const Workspace workspace;
  REQUIRE(write_file(workspace.file(), ""));
  CHECK(loaded(opened(workspace)).empty());
}

TEST_CASE("another program's database is refused and left as it is") {
  const Workspace workspace;
  execute(workspace, "create table bookmarks (url text); insert into bookmarks values ('x')");
  const std::string before = *read_file(workspace.file());
  CHECK(refusal(workspace) ==
        workspace.file().string() +
            ": not a file of stratgen; move the file away or start anew with --reset");
  CHECK(read_file(workspace.file()) == before);
}

TEST_CASE("a database with another program's id is refused though it has no table") {
  const Workspace workspace;
  execute(workspace, "pragma application_id = 42");
  CHECK(refusal(workspace).find("not a file of stratgen") != std::string::npos);
}

TEST_CASE("a newer format than the known one is refused by its number") {
  const Workspace workspace;
  opened(workspace);
  execute(workspace, "pragma user_version = 99");
  CHECK(
      refusal(workspace) ==
      workspace.file().string() +
          fmt::format(": written by a newer stratgen (format 99, this one knows up to {}); update "
                      "stratgen, or start anew with --reset",
                      schema::migrations.size()));
}

TEST_CASE("a damaged database is an error that names it and --reset, wherever the damage is") {
  const Workspace workspace;
  {
    ResultStore store = opened(workspace);
    for (int i = 0; i < 50; ++i) REQUIRE(store.save(numbered_result(i)));
  }  // the last connection moves the log into the file
  const std::string whole = *read_file(workspace.file());
  const std::size_t page = 4096;
  REQUIRE(whole.size() > 10 * page);
  int refused = 0;
  for (std::size_t at = 0; at < whole.size(); at += page) {
    std::string damaged = whole;
    damaged.replace(at, 64, 64, '\xA5');  // a page's header
    REQUIRE(write_file(workspace.file(), damaged));
    const auto store = ResultStore::open(workspace.folder());
    const auto results = store ? store->load() : tl::unexpected(store.error());
    if (results) continue;
    ++refused;
    CHECK(results.error().fault == Fault::Data);
    CHECK(results.error().message.find(workspace.file().string()) == 0);
    CHECK(results.error().message.find("--reset") != std::string::npos);
  }
  CHECK(refused > 5);

  REQUIRE(write_file(workspace.file(), whole.substr(0, whole.size() / 2)));
  const auto store = ResultStore::open(workspace.folder());
  const auto results = store ? store->load() : tl::unexpected(store.error());
  REQUIRE_FALSE(results.has_value());
  CHECK(results.error().message == workspace.file().string() +
                                       ": the database is damaged; move the file away or start "
                                       "anew with --reset");
}

TEST_CASE("a refused file is set aside, and a new store starts in its place") {
  const Workspace workspace;
  REQUIRE(write_file(workspace.file(), "hello"));
  REQUIRE(ResultStore::set_aside(workspace.folder()));
  CHECK(read_file(workspace.folder() / "results.sqlite.bak") == "hello");
  CHECK(loaded(opened(workspace)).empty());
  REQUIRE(ResultStore::set_aside(workspace.folder()));
  CHECK(read_file(workspace.folder() / "results.sqlite.bak") != "hello");
  CHECK(ResultStore::set_aside(workspace.folder()).has_value());  // nothing there
}

TEST_CASE("a file that somebody writes to is not set aside") {
  const Workspace workspace;
  opened(workspace);
  SQLite::Database writer(workspace.file().string(), SQLite::OPEN_READWRITE);
  writer.exec("begin immediate");
  CHECK(ResultStore::set_aside(workspace.folder()).error().message ==
        workspace.file().string() +
            ": another process keeps the file locked; try again when it is done");
  CHECK(std::filesystem::exists(workspace.file()));
}

TEST_CASE("a reset empties a store and keeps its file") {
  const Workspace workspace;
  REQUIRE(opened(workspace).save(numbered_result(1)));
  const auto store = ResultStore::reset(workspace.folder());
  REQUIRE(store.has_value());
  CHECK(loaded(*store).empty());
  CHECK_FALSE(std::filesystem::exists(workspace.file().string() + ".bak"));
}

TEST_CASE("a reset of a missing, foreign, newer or damaged file starts anew") {
  const auto resets = [](const Workspace& workspace) {
    Result<ResultStore> store = ResultStore::reset(workspace.folder());
    return store && store->save(numbered_result(1)) && loaded(*store).size() == 1;
  };
  const Workspace missing, foreign, newer, damaged;
  CHECK(resets(missing));
  REQUIRE(write_file(foreign.file(), "hello"));
  CHECK(resets(foreign));
  CHECK(read_file(foreign.file().string() + ".bak") == "hello");
  opened(newer);
  execute(newer, "pragma user_version = 99");
  CHECK(resets(newer));

  {
    ResultStore store = opened(damaged);
    for (int i = 0; i < 50; ++i) REQUIRE(store.save(numbered_result(i)));
  }
  const std::string whole = *read_file(damaged.file());
  for (std::size_t at = 0; at < whole.size(); at += 4096) {
    CAPTURE(at);
    REQUIRE(write_file(damaged.file(), std::string(whole).replace(at, 64, 64, '\xA5')));
    CHECK(resets(damaged));
  }
}

TEST_CASE("an older file is brought up to date and keeps what it has") {
  // Version 0 is what a process killed between creating the file and migrating it leaves.
  const Workspace workspace;
  execute(workspace, "pragma journal_mode = wal");
  ResultStore store = opened(workspace);
  REQUIRE(store.save(numbered_result(1)));
  SQLite::Database database(workspace.file().string());
  CHECK(database.execAndGet("pragma user_version").getInt() ==
        static_cast<int>(schema::migrations.size()));
  CHECK(database.execAndGet("pragma application_id").getInt() == schema::application_id);
  CHECK(database.execAndGet("pragma journal_mode").getString() == "wal");
}

}  // namespace
}  // namespace stratgen
