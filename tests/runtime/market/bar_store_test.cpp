#include "runtime/market/bar_store.hpp"

#include "tests/runtime/market/bar_builders.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <thread>

using namespace stratgen;
using namespace stratgen::testing;
namespace fs = std::filesystem;

namespace {

// A workspace that goes when the test does.
struct Workspace {
  Workspace() {
    std::string name = (fs::temp_directory_path() / "stratgen-bars-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~Workspace() { fs::remove_all(path); }
  fs::path file(const BarRevision& revision) const {
    return path / "bars" / (revision.hash + ".bars");
  }
  fs::path path;
};

BarStore open_store(const Workspace& workspace) {
  auto store = BarStore::open(workspace.path);
  REQUIRE_MESSAGE(store, store.error().message);
  return std::move(*store);
}

Bars market(const std::string& symbol, int rows) {
  Bars bars = evenly_spaced(0, day, rows);
  bars.symbol = symbol;
  return bars;
}

NewBars named(Bars bars, std::string timeframe, std::string source, std::int64_t fetched_at) {
  return {.bars = std::move(bars),
          .timeframe = std::move(timeframe),
          .source = std::move(source),
          .fetched_at = fetched_at};
}

void overwrite(const fs::path& path, std::size_t offset, char byte) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(offset));
  file.put(byte);
}

}  // namespace

TEST_CASE("imported bars load as they were, in another store object too") {
  const Workspace workspace;
  Bars bars = market("SPY", 300);
  bars.clock = Clock::Utc;
  {
    BarStore store = open_store(workspace);
    const auto revision = store.import(named(bars, "1d", "spy.csv", 1'700'000'000));
    REQUIRE(revision);
    CHECK(revision->hash == content_hash(bars));
    CHECK(revision->rows == 300);
  }
  const BarStore store = open_store(workspace);
  const auto loaded = store.load("SPY", "1d");
  REQUIRE(loaded);
  CHECK(loaded->symbol == "SPY");
  CHECK(content_hash(*loaded) == content_hash(bars));

  const auto list = store.list();
  REQUIRE(list);
  REQUIRE(list->size() == 1);
  const BarRevision& entry = list->front();
  CHECK(entry.symbol == "SPY");
  CHECK(entry.timeframe == "1d");
  CHECK(entry.source == "spy.csv");
  CHECK(entry.clock == Clock::Utc);
  CHECK(entry.first == 0);
  CHECK(entry.last == 299 * day);
  CHECK(entry.fetched_at == 1'700'000'000);
}

TEST_CASE("a new import is what loads, and the older one stays") {
  const Workspace workspace;
  BarStore store = open_store(workspace);
  REQUIRE(store.import(named(market("SPY", 10), "1d", "a.csv", 1)));
  REQUIRE(store.import(named(market("SPY", 12), "1d", "b.csv", 2)));
  CHECK(store.load("SPY", "1d")->size() == 12);
  CHECK(store.list()->size() == 1);
  const auto revisions = store.revisions("SPY", "1d");
  REQUIRE(revisions->size() == 2);
  CHECK((*revisions)[0].source == "b.csv");
  CHECK(store.load((*revisions)[1])->size() == 10);

  SUBCASE("the same bars again are no new revision") {
    const auto again = store.import(named(market("SPY", 12), "1d", "b.csv", 3));
    CHECK(again->fetched_at == 2);
    CHECK(store.revisions("SPY", "1d")->size() == 2);
  }
  SUBCASE("going back to older bars is one") {
    REQUIRE(store.import(named(market("SPY", 10), "1d", "a.csv", 3)));
    CHECK(store.load("SPY", "1d")->size() == 10);
    CHECK(store.revisions("SPY", "1d")->size() == 3);
  }
}

TEST_CASE("several imports at once are all there or none") {
  const Workspace workspace;
  BarStore store = open_store(workspace);
  std::vector<NewBars> some;
  for (int i = 0; i < 20; ++i)
    some.push_back(named(market(fmt::format("S{}", i), 10 + i), "1d", "a", 1));
  const auto revisions = store.import(some);
  REQUIRE(revisions);
  CHECK(revisions->size() == 20);
  CHECK(store.load("S19", "1d")->size() == 29);
  some.front().bars.symbol = "NEW";
  some.back().bars.time.set(3, 0);
  const auto refused = store.import(some);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message ==
        "S19, bar 3 of 1970-01-01T00:00:00: its time is not after the last; such bars cannot be "
        "imported");
  CHECK(store.list()->size() == 20);
}

TEST_CASE("raw bars, corporate actions and defects are the revision's") {
  const Workspace workspace;
  BarStore store = open_store(workspace);
  NewBars spy = named(market("SPY", 10), "1d", "yahoo", 1);
  spy.adjustment = Adjustment::Full;
  spy.raw = spy.bars;
  spy.raw->close.set(0, 400);
  spy.actions = {{CorporateAction::Kind::Split, day, 4}};
  spy.defects = {{"blank", Severity::Warning, {}, {}, 3, "row 3 has no prices", ""}};
  const auto revision = store.import(spy);
  REQUIRE(revision);
  CHECK(revision->raw_hash == content_hash(*spy.raw));
  CHECK(revision->defects.warnings == 1);
  CHECK(store.raw(*revision).value()->close[0] == 400);
  CHECK(store.load(*revision)->close[0] == 100.5);
  CHECK(store.actions(*revision).value() == spy.actions);
  CHECK(store.defects(*revision)->at(0).message == "row 3 has no prices");

  REQUIRE(store.import(named(market("SPY", 12), "1d", "stooq", 2)));
  CHECK(store.load("SPY", "1d")->size() == 12);
  CHECK(store.load("SPY", "1d", "yahoo")->size() == 10);
  CHECK(store.load("SPY", "1d", "kraken").error().message.find("of SPY from kraken in") !=
        std::string::npos);
  CHECK_FALSE(store.raw(store.list()->front()).value());
  spy.raw->time.set(9, 99 * day);
  CHECK(store.import(spy).error().message == "SPY: raw and adjusted bars have different times");
}

TEST_CASE("impossible bars are kept, prices that are no number are not") {
  const Workspace workspace;
  BarStore store = open_store(workspace);
  NewBars oil = named(market("OIL", 10), "1d", "a", 1);
  oil.bars.low.set(3, -37.63);
  oil.bars.high.set(4, 1);
  REQUIRE(store.import(oil));
  CHECK(store.load("OIL", "1d")->low[3] == -37.63);
  oil.bars.open.set(5, std::nan(""));
  CHECK(store.import(oil).error().message ==
        "OIL, bar 5 of 1970-01-06T00:00:00: a price is no finite number; such bars cannot be "
        "imported");
}

TEST_CASE("timeframes and symbols are kept apart") {
  const Workspace workspace;
  BarStore store = open_store(workspace);
  REQUIRE(store.import(named(market("SPY", 10), "1d", "a", 1)));
  REQUIRE(store.import(named(market("SPY", 20), "1h", "a", 1)));
  REQUIRE(store.import(named(market("^VIX", 30), "1d", "a", 1)));
  CHECK(store.load("SPY", "1d")->size() == 10);
  CHECK(store.load("SPY", "1h")->size() == 20);
  CHECK(store.load("^VIX", "1d")->size() == 30);
  const auto list = store.list();
  REQUIRE(list->size() == 3);
  CHECK((*list)[0].timeframe == "1d");
  CHECK((*list)[1].timeframe == "1h");
  CHECK((*list)[2].symbol == "^VIX");
}

TEST_CASE("a missing symbol is named with the commands that bring it") {
  const Workspace workspace;
  BarStore store = open_store(workspace);
  const auto missing = store.load("SPY", "1d");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().fault == Fault::Data);
  CHECK(missing.error().message ==
        fmt::format("there are no 1d bars of SPY in {}; fetch some: stratgen data fetch SPY, or "
                    "import a file: stratgen data import FILE --symbol SPY",
                    workspace.path.string()));
  REQUIRE(store.import(named(market("SPY", 20), "1h", "a", 1)));
  CHECK(store.load("SPY", "1d").error().message.find("(there are 1h)") != std::string::npos);
  CHECK(store.list()->size() == 1);
  CHECK(store.revisions("QQQ", "1d")->empty());
}

TEST_CASE("any changed byte of a file is found when it is read") {
  const Workspace workspace;
  BarStore store = open_store(workspace);
  const auto revision = store.import(named(market("SPY", 10), "1d", "a", 1));
  REQUIRE(revision);
  const fs::path file = workspace.file(*revision);
  const auto size = static_cast<std::size_t>(fs::file_size(file));
  for (std::size_t offset = 0; offset < size; offset += 7) {
    std::ifstream in(file, std::ios::binary);
    const std::string before{std::istreambuf_iterator<char>(in), {}};
    overwrite(file, offset, static_cast<char>(before[offset] ^ 1));
    REQUIRE_FALSE(store.load("SPY", "1d"));
    overwrite(file, offset, before[offset]);
  }
  CHECK(store.load("SPY", "1d"));
  fs::resize_file(file, size - 1);
  const auto damaged = store.load("SPY", "1d");
  REQUIRE_FALSE(damaged);
  CHECK(damaged.error().message ==
        fmt::format("{} is damaged: its content has another hash than its name; import it again: "
                    "stratgen data import FILE --symbol SPY",
                    file.string()));
}

TEST_CASE("importing again heals a damaged or lost file") {
  const Workspace workspace;
  BarStore store = open_store(workspace);
  const auto revision = store.import(named(market("SPY", 10), "1d", "a", 1));
  overwrite(workspace.file(*revision), 100, 'x');
  CHECK_FALSE(store.load("SPY", "1d"));
  REQUIRE(store.import(named(market("SPY", 10), "1d", "a", 2)));
  CHECK(store.load("SPY", "1d"));
  fs::remove(workspace.file(*revision));
  CHECK_FALSE(store.load("SPY", "1d"));
  REQUIRE(store.import(named(market("SPY", 10), "1d", "a", 3)));
  CHECK(store.load("SPY", "1d"));
  CHECK(store.revisions("SPY", "1d")->size() == 1);
}

TEST_CASE("a symbol is data, whatever it looks like") {
  const Workspace workspace;
  BarStore store = open_store(workspace);
  const std::string symbol = "../x'; DROP TABLE revision; --";
  REQUIRE(store.import(named(market(symbol, 10), "1d", "a", 1)));
  CHECK(store.load(symbol, "1d")->symbol == symbol);
  CHECK_FALSE(store.import(named(market("", 10), "1d", "a", 1)));
  CHECK_FALSE(store.import(named(market("SPY", 0), "1d", "a", 1)));
}

TEST_CASE("a catalog of a newer version is left alone") {
  const Workspace workspace;
  {
    const BarStore store = open_store(workspace);
  }
  SQLite::Database(workspace.path / "bars.sqlite", SQLite::OPEN_READWRITE)
      .exec("PRAGMA user_version = 99");
  const auto store = BarStore::open(workspace.path);
  REQUIRE_FALSE(store);
  CHECK(store.error().message.find("was written by a newer stratgen (version 99") !=
        std::string::npos);
}

TEST_CASE("what is no catalog or no folder is named") {
  const Workspace workspace;
  std::ofstream(workspace.path / "bars.sqlite") << std::string(5000, 'x');
  const auto store = BarStore::open(workspace.path);
  REQUIRE_FALSE(store);
  CHECK(store.error().fault == Fault::Data);
  CHECK(store.error().message.find("bars.sqlite") != std::string::npos);
  const auto inside_a_file = BarStore::open(workspace.path / "bars.sqlite");
  REQUIRE_FALSE(inside_a_file);
  CHECK(inside_a_file.error().message.starts_with("cannot create the workspace "));
}

TEST_CASE("stores opened and written by many threads at once lose nothing") {
  const Workspace workspace;
  constexpr int threads = 6;
  constexpr int imports = 25;
  std::vector<std::string> errors(threads);
  std::vector<std::thread> writers;
  for (int t = 0; t < threads; ++t) {
    writers.emplace_back([&, t] {
      auto store = BarStore::open(workspace.path);  // some of them create the catalog at once
      if (!store) errors[static_cast<std::size_t>(t)] = store.error().message;
      for (int i = 0; store && i < imports; ++i) {
        const auto own =
            store->import(named(market(fmt::format("S{}", t), 10 + i), "1d", "own", i));
        const auto shared = store->import(named(market("SHARED", 10 + i), "1d", "shared", i));
        const auto read = store->load("SHARED", "1d");
        if (!own || !shared || !read)
          errors[static_cast<std::size_t>(t)] = "an import or load failed";
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  for (const std::string& error : errors) CHECK(error == "");

  const BarStore store = open_store(workspace);
  CHECK(store.list()->size() == threads + 1);
  for (int t = 0; t < threads; ++t) {
    CHECK(store.revisions(fmt::format("S{}", t), "1d")->size() == imports);
    CHECK(store.load(fmt::format("S{}", t), "1d")->size() == 10 + imports - 1);
  }
  CHECK(store.revisions("SHARED", "1d")->size() >= imports);
}

TEST_CASE("a process killed while importing leaves every revision whole") {
  const Workspace workspace;
  const BarStore store = open_store(workspace);
  int seen = 0;
  for (int round = 1; round <= 15; ++round) {
    const pid_t child = ::fork();
    if (child == 0) {
      auto mine = BarStore::open(workspace.path);
      for (int i = 0; mine; ++i) {
        if (!mine->import(named(market("SPY", 10 + round * 1000 + i), "1d", "child", round))) break;
      }
      ::_exit(1);
    }
    REQUIRE(child > 0);
    // As soon as a few more are there, in whatever it is doing.
    std::size_t count = 0;
    do {
      count = store.revisions("SPY", "1d")->size();
    } while (count < static_cast<std::size_t>(seen + 1 + round % 4));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(WIFSIGNALED(status));

    const auto revisions = store.revisions("SPY", "1d");
    REQUIRE(revisions);
    CHECK(static_cast<int>(revisions->size()) > seen);
    seen = static_cast<int>(revisions->size());
    for (const BarRevision& revision : *revisions) REQUIRE(store.load(revision));
  }
  BarStore after = open_store(workspace);
  CHECK(after.import(named(market("SPY", 7), "1d", "after", 99)));
  CHECK(after.load("SPY", "1d")->size() == 7);
  for (const auto& file : fs::directory_iterator(workspace.path / "bars"))
    CHECK(file.path().extension() == ".bars");  // what was half written is gone
}
