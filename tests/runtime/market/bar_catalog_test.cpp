#include "runtime/market/bar_catalog.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>

#include <unistd.h>

using namespace stratgen;
namespace fs = std::filesystem;

namespace {

struct CatalogFile {
  CatalogFile() {
    std::string name = (fs::temp_directory_path() / "stratgen-catalog-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder = name;
    path = folder / "bars.sqlite";
  }
  ~CatalogFile() { fs::remove_all(folder); }
  fs::path folder, path;
};

BarCatalog open_catalog(const CatalogFile& file) {
  auto catalog = BarCatalog::open(file.path);
  REQUIRE_MESSAGE(catalog, catalog.error().message);
  return std::move(*catalog);
}

BarRevision revision(const std::string& source, const std::string& hash) {
  BarRevision made;
  made.symbol = "SPY";
  made.timeframe = "1d";
  made.source = source;
  made.origin = "SPY since 1993";
  made.adjustment = Adjustment::Full;
  made.hash = hash;
  made.raw_hash = "raw of " + hash;
  made.rows = 3;
  made.clock = Clock::Utc;
  made.first = -86400;
  made.last = 86400;
  made.fetched_at = 1'700'000'000;
  made.defects = {1, 2, 3};
  return made;
}

Result<void> nothing_to_keep() { return {}; }

// One revision.
Result<BarRevision> add(BarCatalog& catalog, const BarRevision& revision,
                        std::vector<CorporateAction> actions = {}, std::vector<Defect> defects = {},
                        const std::function<Result<void>()>& keep = nothing_to_keep) {
  const NewBars bars{.bars = {},
                     .timeframe = "",
                     .source = "",
                     .actions = std::move(actions),
                     .defects = std::move(defects)};
  STRATGEN_TRY(const std::vector<BarRevision> added,
               catalog.add({revision}, std::span(&bars, 1), keep));
  return added.at(0);
}

}  // namespace

TEST_CASE("a revision comes back with its defects and corporate actions") {
  const CatalogFile file;
  BarCatalog catalog = open_catalog(file);
  const std::vector<Defect> defects = {
      {"gap", Severity::Severe, std::nullopt, -86400, std::nullopt, "no bar of 1969-12-31", ""},
      {"order", Severity::Note, 2, 0, 7, "rows were newest first", "sort them"}};
  const std::vector<CorporateAction> actions = {{CorporateAction::Kind::Split, 0, 0.125},
                                                {CorporateAction::Kind::Dividend, 86400, 1.57}};
  const auto added = add(catalog, revision("yahoo", "a"), actions, defects);
  REQUIRE(added);
  const auto read = catalog.revisions("SPY", "1d", {});
  REQUIRE(read->size() == 1);
  const BarRevision& found = read->front();
  CHECK(found.id == added->id);
  CHECK(found.source == "yahoo");
  CHECK(found.origin == "SPY since 1993");
  CHECK(found.adjustment == Adjustment::Full);
  CHECK(found.hash == "a");
  CHECK(found.raw_hash == "raw of a");
  CHECK(found.rows == 3);
  CHECK(found.clock == Clock::Utc);
  CHECK(found.first == -86400);
  CHECK(found.last == 86400);
  CHECK(found.fetched_at == 1'700'000'000);
  CHECK(found.defects.notes == 1);
  CHECK(found.defects.warnings == 2);
  CHECK(found.defects.severe == 3);
  CHECK(catalog.actions(added->id).value() == actions);
  const auto back = catalog.defects(added->id);
  REQUIRE(back->size() == 2);
  CHECK((*back)[0].kind == "gap");
  CHECK((*back)[0].severity == Severity::Severe);
  CHECK_FALSE((*back)[0].bar);
  CHECK((*back)[0].time == -86400);
  CHECK_FALSE((*back)[0].line);
  CHECK((*back)[1].severity == Severity::Note);
  CHECK((*back)[1].bar == 2);
  CHECK((*back)[1].line == 7);
  CHECK((*back)[1].message == "rows were newest first");
  CHECK((*back)[1].repair == "sort them");
}

TEST_CASE("sources are kept apart, and the newest of any is what is newest") {
  const CatalogFile file;
  BarCatalog catalog = open_catalog(file);
  REQUIRE(add(catalog, revision("yahoo", "a")));
  REQUIRE(add(catalog, revision("stooq", "b")));
  CHECK(catalog.revisions("SPY", "1d", {}, 1)->front().hash == "b");
  CHECK(catalog.revisions("SPY", "1d", "yahoo")->front().hash == "a");
  CHECK(catalog.newest()->size() == 1);
  CHECK(catalog.newest()->front().hash == "b");
  CHECK(catalog.timeframes("SPY").value() == std::vector<std::string>{"1d"});
}

TEST_CASE("what is the newest already is not added; a corporate action more is news") {
  const CatalogFile file;
  BarCatalog catalog = open_catalog(file);
  const std::vector<CorporateAction> split = {{CorporateAction::Kind::Split, 0, 4}};
  const auto first = add(catalog, revision("yahoo", "a"));
  CHECK(add(catalog, revision("yahoo", "a"))->id == first->id);
  CHECK(add(catalog, revision("yahoo", "a"), split)->id != first->id);
  BarRevision as_traded = revision("yahoo", "a");
  as_traded.adjustment = Adjustment::Raw;
  CHECK(add(catalog, as_traded, split));
  CHECK(catalog.revisions("SPY", "1d", {})->size() == 3);
}

TEST_CASE("a content that cannot be kept is not named") {
  const CatalogFile file;
  BarCatalog catalog = open_catalog(file);
  const auto refused = add(catalog, revision("yahoo", "a"), {}, {},
                           []() -> Result<void> { return fail(Fault::Data, "full"); });
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message == "full");
  CHECK(catalog.newest()->empty());
  CHECK(add(catalog, revision("yahoo", "a")));
}

TEST_CASE("a catalog of the first version keeps its rows, whose sources were files") {
  const CatalogFile file;
  {
    SQLite::Database old(file.path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    old.exec(R"(CREATE TABLE revision (
                  id INTEGER PRIMARY KEY AUTOINCREMENT, symbol TEXT NOT NULL,
                  timeframe TEXT NOT NULL, source TEXT NOT NULL, hash TEXT NOT NULL,
                  rows INTEGER NOT NULL, clock INTEGER NOT NULL, first INTEGER NOT NULL,
                  last INTEGER NOT NULL, imported_at INTEGER NOT NULL) STRICT;
                CREATE INDEX revision_of ON revision (symbol, timeframe, id);
                INSERT INTO revision VALUES (5, 'SPY', '1d', '/data/spy.csv', 'abc', 3, 1, 10, 30, 99);
                PRAGMA user_version = 1;)");
  }
  BarCatalog catalog = open_catalog(file);
  const auto read = catalog.newest();
  REQUIRE(read->size() == 1);
  const BarRevision& found = read->front();
  CHECK(found.id == 5);
  CHECK(found.source == "file");
  CHECK(found.origin == "/data/spy.csv");
  CHECK(found.adjustment == Adjustment::Unknown);
  CHECK(found.hash == "abc");
  CHECK(found.raw_hash.empty());
  CHECK(found.clock == Clock::Utc);
  CHECK(found.first == 10);
  CHECK(found.last == 30);
  CHECK(found.fetched_at == 99);
  CHECK(found.defects.severe == 0);
  CHECK(catalog.defects(5)->empty());
  CHECK(add(catalog, revision("yahoo", "b"))->id == 6);
}
