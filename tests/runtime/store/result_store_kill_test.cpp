// A store whose process is killed at any moment, and stores of several processes at once.
#include "runtime/store/result_store.hpp"
#include "tests/runtime/child_process.hpp"
#include "tests/runtime/store/results.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <random>
#include <vector>

namespace stratgen {
namespace {

using testing::Child;
using testing::linger;
using testing::numbered_result;
using testing::report_one;
using testing::Workspace;

TEST_CASE("a process killed while it saves leaves a prefix of what it saved, every row whole") {
  std::mt19937 random(20260101);
  for (int kill = 0; kill < 30; ++kill) {
    CAPTURE(kill);
    const Workspace workspace;
    Child child([&](int pipe) {
      report_one(pipe);
      Result<ResultStore> store = ResultStore::open(workspace.folder());
      if (!store) return 1;
      for (int i = 0;; ++i) {
        if (!store->save(numbered_result(i))) return 1;
        report_one(pipe);
      }
    });
    // Every third is killed while it creates the file.
    child.await(kill % 3 == 0 ? 1 : std::uniform_int_distribution<int>(2, 20)(random));
    linger(random);
    const int written = child.kill();
    REQUIRE(written > 0);
    const auto saved = static_cast<std::size_t>(written - 1);

    Result<ResultStore> store = ResultStore::open(workspace.folder());
    REQUIRE(store.has_value());
    const auto results = store->load();
    REQUIRE(results.has_value());
    CHECK(results->size() >= saved);
    CHECK(results->size() <= saved + 1);
    for (std::size_t i = 0; i < results->size(); ++i)
      CHECK((*results)[i] == numbered_result(static_cast<int>(i)));
    CHECK(store->save(numbered_result(9999)).has_value());
  }
}

TEST_CASE("a process killed while it replaces a result leaves the old one or the new one") {
  std::mt19937 random(20260102);
  const Workspace workspace;
  for (int kill = 0; kill < 30; ++kill) {
    CAPTURE(kill);
    const int first = kill * 10'000;
    const auto version = [](int number) {
      DiscoverResult result = numbered_result(number);
      result.document = "strategies/momentum/one.md";
      return result;
    };
    Child child([&](int pipe) {
      Result<ResultStore> store = ResultStore::open(workspace.folder());
      if (!store) return 1;
      for (int i = first;; ++i) {
        if (!store->save(version(i))) return 1;
        report_one(pipe);
      }
    });
    child.await(std::uniform_int_distribution<int>(1, 15)(random));
    linger(random);
    const int last = first + child.kill() - 1;

    Result<ResultStore> store = ResultStore::open(workspace.folder());
    REQUIRE(store.has_value());
    const auto results = store->load();
    REQUIRE(results.has_value());
    REQUIRE(results->size() == 1);
    CHECK((results->front() == version(last) || results->front() == version(last + 1)));
  }
}

TEST_CASE("processes that open a new workspace at once all save") {
  for (int round = 0; round < 5; ++round) {
    CAPTURE(round);
    const Workspace workspace;
    std::vector<std::unique_ptr<Child>> children;
    for (int c = 0; c < 4; ++c) {
      children.push_back(std::make_unique<Child>([&, c](int) {
        Result<ResultStore> store = ResultStore::open(workspace.folder());
        if (!store) return 1;
        for (int i = 0; i < 10; ++i)
          if (!store->save(numbered_result(10 * c + i))) return 2;
        return 0;
      }));
    }
    for (const auto& child : children) CHECK(child->exit_code() == 0);
    const auto store = ResultStore::open(workspace.folder());
    REQUIRE(store.has_value());
    CHECK(store->load()->size() == 40);
  }
}

}  // namespace
}  // namespace stratgen
