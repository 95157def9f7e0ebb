#include "runtime/market/bar_catalog.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

namespace stratgen {
namespace {

// Long enough for a queue of imports; each holds the catalog for some milliseconds.
constexpr int busy_timeout_ms = 30'000;

// The n-th entry takes a catalog from version n to n + 1. Entries are never changed, only added.
constexpr const char* migrations[] = {
    R"(CREATE TABLE revision (
         id INTEGER PRIMARY KEY AUTOINCREMENT,
         symbol TEXT NOT NULL,
         timeframe TEXT NOT NULL,
         source TEXT NOT NULL,
         hash TEXT NOT NULL,
         rows INTEGER NOT NULL,
         clock INTEGER NOT NULL,
         first INTEGER NOT NULL,
         last INTEGER NOT NULL,
         imported_at INTEGER NOT NULL
       ) STRICT;
       CREATE INDEX revision_of ON revision (symbol, timeframe, id);)",
    // Version 1 knew files only, and called their path the source.
    R"(ALTER TABLE revision RENAME COLUMN imported_at TO fetched_at;
       ALTER TABLE revision ADD COLUMN origin TEXT NOT NULL DEFAULT '';
       ALTER TABLE revision ADD COLUMN adjustment TEXT NOT NULL DEFAULT 'unknown';
       ALTER TABLE revision ADD COLUMN raw_hash TEXT NOT NULL DEFAULT '';
       ALTER TABLE revision ADD COLUMN notes INTEGER NOT NULL DEFAULT 0;
       ALTER TABLE revision ADD COLUMN warnings INTEGER NOT NULL DEFAULT 0;
       ALTER TABLE revision ADD COLUMN severe INTEGER NOT NULL DEFAULT 0;
       UPDATE revision SET origin = source, source = 'file';
       CREATE TABLE defect (
         revision INTEGER NOT NULL REFERENCES revision (id),
         kind TEXT NOT NULL,
         severity TEXT NOT NULL,
         bar INTEGER,
         time INTEGER,
         line INTEGER,
         message TEXT NOT NULL,
         repair TEXT NOT NULL
       ) STRICT;
       CREATE INDEX defect_of ON defect (revision);
       CREATE TABLE action (
         revision INTEGER NOT NULL REFERENCES revision (id),
         kind TEXT NOT NULL,
         time INTEGER NOT NULL,
         value REAL NOT NULL
       ) STRICT;
       CREATE INDEX action_of ON action (revision);)",
};
constexpr int newest_version = static_cast<int>(std::size(migrations));

constexpr std::string_view columns =
    "id, symbol, timeframe, source, origin, adjustment, hash, raw_hash, rows, clock, first, last,"
    " fetched_at, notes, warnings, severe";

Severity parse_severity(std::string_view text) {
  return text == "note" ? Severity::Note : text == "severe" ? Severity::Severe : Severity::Warning;
}

std::size_t size_at(SQLite::Statement& row, int column) {
  return static_cast<std::size_t>(row.getColumn(column).getInt64());
}

BarRevision read_revision(SQLite::Statement& row) {
  BarRevision revision;
  revision.id = row.getColumn(0).getInt64();
  revision.symbol = row.getColumn(1).getString();
  revision.timeframe = row.getColumn(2).getString();
  revision.source = row.getColumn(3).getString();
  revision.origin = row.getColumn(4).getString();
  revision.adjustment =
      parse_adjustment(row.getColumn(5).getString()).value_or(Adjustment::Unknown);
  revision.hash = row.getColumn(6).getString();
  revision.raw_hash = row.getColumn(7).getString();
  revision.rows = size_at(row, 8);
  revision.clock = static_cast<Clock>(row.getColumn(9).getInt());
  revision.first = row.getColumn(10).getInt64();
  revision.last = row.getColumn(11).getInt64();
  revision.fetched_at = row.getColumn(12).getInt64();
  revision.defects = {size_at(row, 13), size_at(row, 14), size_at(row, 15)};
  return revision;
}

std::vector<BarRevision> read_revisions(SQLite::Statement& query) {
  std::vector<BarRevision> found;
  while (query.executeStep()) found.push_back(read_revision(query));
  return found;
}

template <class T>
void bind(SQLite::Statement& row, int index, const std::optional<T>& value) {
  if (value) row.bind(index, static_cast<std::int64_t>(*value));
}

void insert_revision(SQLite::Database& database, const BarRevision& revision) {
  SQLite::Statement row(
      database,
      fmt::format(
          "INSERT INTO revision ({}) VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          columns));
  row.bind(1, revision.symbol);
  row.bind(2, revision.timeframe);
  row.bind(3, revision.source);
  row.bind(4, revision.origin);
  row.bind(5, std::string(to_text(revision.adjustment)));
  row.bind(6, revision.hash);
  row.bind(7, revision.raw_hash);
  row.bind(8, static_cast<std::int64_t>(revision.rows));
  row.bind(9, static_cast<int>(revision.clock));
  row.bind(10, revision.first);
  row.bind(11, revision.last);
  row.bind(12, revision.fetched_at);
  row.bind(13, static_cast<std::int64_t>(revision.defects.notes));
  row.bind(14, static_cast<std::int64_t>(revision.defects.warnings));
  row.bind(15, static_cast<std::int64_t>(revision.defects.severe));
  row.exec();
}

void insert_defects(SQLite::Database& database, std::int64_t revision,
                    const std::vector<Defect>& defects) {
  SQLite::Statement row(database, "INSERT INTO defect VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  for (const Defect& defect : defects) {
    row.bind(1, revision);
    row.bind(2, defect.kind);
    row.bind(3, std::string(to_text(defect.severity)));
    bind(row, 4, defect.bar);
    bind(row, 5, defect.time);
    bind(row, 6, defect.line);
    row.bind(7, defect.message);
    row.bind(8, defect.repair);
    row.exec();
    row.reset();
    row.clearBindings();
  }
}

void insert_actions(SQLite::Database& database, std::int64_t revision,
                    const std::vector<CorporateAction>& actions) {
  SQLite::Statement row(database, "INSERT INTO action VALUES (?, ?, ?, ?)");
  for (const CorporateAction& action : actions) {
    row.bind(1, revision);
    row.bind(2, action.kind == CorporateAction::Kind::Split ? "split" : "dividend");
    row.bind(3, action.time);
    row.bind(4, action.value);
    row.exec();
    row.reset();
  }
}

std::vector<CorporateAction> read_actions(const SQLite::Database& database, std::int64_t revision) {
  SQLite::Statement query(database,
                          "SELECT kind, time, value FROM action WHERE revision = ? ORDER BY rowid");
  query.bind(1, revision);
  std::vector<CorporateAction> found;
  while (query.executeStep()) {
    const bool split = query.getColumn(0).getString() == "split";
    found.push_back({split ? CorporateAction::Kind::Split : CorporateAction::Kind::Dividend,
                     query.getColumn(1).getInt64(), query.getColumn(2).getDouble()});
  }
  return found;
}

std::vector<BarRevision> read_revisions(const SQLite::Database& database, std::string_view symbol,
                                        std::string_view timeframe, std::string_view source,
                                        std::optional<int> limit) {
  SQLite::Statement query(database,
                          fmt::format("SELECT {} FROM revision WHERE symbol = ?1 AND timeframe = ?2"
                                      " AND (?3 = '' OR source = ?3) ORDER BY id DESC LIMIT ?4",
                                      columns));
  query.bind(1, std::string(symbol));
  query.bind(2, std::string(timeframe));
  query.bind(3, std::string(source));
  query.bind(4, limit.value_or(-1));
  return read_revisions(query);
}

bool same_content(const BarRevision& a, const BarRevision& b) {
  return a.hash == b.hash && a.raw_hash == b.raw_hash && a.source == b.source &&
         a.adjustment == b.adjustment;
}

int version_of(SQLite::Database& database) {
  return database.execAndGet("PRAGMA user_version").getInt();
}

Result<void> migrate(SQLite::Database& database) {
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  const int version = version_of(database);
  if (version > newest_version) {
    return fail(Fault::Data,
                fmt::format("{} was written by a newer stratgen (version {} of its layout, "
                            "this one knows {}); use that one",
                            database.getFilename(), version, newest_version));
  }
  for (int i = version; i < newest_version; ++i) database.exec(migrations[i]);
  if (version < newest_version)
    database.exec(fmt::format("PRAGMA user_version = {}", newest_version));
  transaction.commit();
  return {};
}

tl::unexpected<Error> catalog_error(const std::string& file, const SQLite::Exception& e) {
  return fail(Fault::Data, fmt::format("the catalog {}: {}", file, e.what()));
}

// What `read` makes of the catalog.
template <class Read>
auto reading(const SQLite::Database& database, const Read& read) -> Result<decltype(read())> {
  try {
    return read();
  } catch (const SQLite::Exception& e) {
    return catalog_error(database.getFilename(), e);
  }
}

}  // namespace

BarCatalog::BarCatalog(std::unique_ptr<SQLite::Database> database)
    : database_(std::move(database)) {}
BarCatalog::BarCatalog(BarCatalog&&) noexcept = default;
BarCatalog& BarCatalog::operator=(BarCatalog&&) noexcept = default;
BarCatalog::~BarCatalog() = default;

Result<BarCatalog> BarCatalog::open(const std::filesystem::path& file) {
  try {
    auto database = std::make_unique<SQLite::Database>(
        file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, busy_timeout_ms);
    database->exec("PRAGMA synchronous = FULL");  // what is committed outlives a power cut
    if (version_of(*database) != newest_version) {
      database->exec("PRAGMA journal_mode = WAL");
      STRATGEN_CHECK(migrate(*database));
    }
    return BarCatalog(std::move(database));
  } catch (const SQLite::Exception& e) {
    return catalog_error(file.string(), e);
  }
}

Result<std::vector<BarRevision>> BarCatalog::add(
    std::vector<BarRevision> revisions, std::span<const NewBars> bars,
    const std::function<Result<void>()>& keep_contents) {
  try {
    SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
    STRATGEN_CHECK(keep_contents());
    for (std::size_t i = 0; i < revisions.size(); ++i) {
      BarRevision& revision = revisions[i];
      const auto newest = read_revisions(*database_, revision.symbol, revision.timeframe, {}, 1);
      if (!newest.empty() && same_content(newest[0], revision) &&
          read_actions(*database_, newest[0].id) == bars[i].actions) {
        revision = newest[0];
        continue;
      }
      insert_revision(*database_, revision);
      revision.id = database_->getLastInsertRowid();
      insert_defects(*database_, revision.id, bars[i].defects);
      insert_actions(*database_, revision.id, bars[i].actions);
    }
    transaction.commit();
    return revisions;
  } catch (const SQLite::Exception& e) {
    return catalog_error(database_->getFilename(), e);
  }
}

Result<std::vector<BarRevision>> BarCatalog::revisions(std::string_view symbol,
                                                       std::string_view timeframe,
                                                       std::string_view source,
                                                       std::optional<int> limit) const {
  return reading(*database_,
                 [&] { return read_revisions(*database_, symbol, timeframe, source, limit); });
}

Result<std::vector<BarRevision>> BarCatalog::newest() const {
  return reading(*database_, [&] {
    SQLite::Statement query(*database_,
                            fmt::format("SELECT {} FROM revision WHERE id IN"
                                        " (SELECT max(id) FROM revision GROUP BY symbol, timeframe)"
                                        " ORDER BY symbol, timeframe",
                                        columns));
    return read_revisions(query);
  });
}

Result<std::vector<std::string>> BarCatalog::timeframes(std::string_view symbol) const {
  return reading(*database_, [&] {
    SQLite::Statement query(
        *database_, "SELECT DISTINCT timeframe FROM revision WHERE symbol = ? ORDER BY timeframe");
    query.bind(1, std::string(symbol));
    std::vector<std::string> found;
    while (query.executeStep()) found.push_back(query.getColumn(0).getString());
    return found;
  });
}

Result<std::vector<Defect>> BarCatalog::defects(std::int64_t revision) const {
  return reading(*database_, [&] {
    SQLite::Statement query(*database_,
                            "SELECT kind, severity, bar, time, line, message, repair FROM defect"
                            " WHERE revision = ? ORDER BY rowid");
    query.bind(1, revision);
    std::vector<Defect> found;
    while (query.executeStep()) {
      Defect& defect = found.emplace_back();
      defect.kind = query.getColumn(0).getString();
      defect.severity = parse_severity(query.getColumn(1).getString());
      if (!query.isColumnNull(2)) defect.bar = size_at(query, 2);
      if (!query.isColumnNull(3)) defect.time = query.getColumn(3).getInt64();
      if (!query.isColumnNull(4)) defect.line = size_at(query, 4);
      defect.message = query.getColumn(5).getString();
      defect.repair = query.getColumn(6).getString();
    }
    return found;
  });
}

Result<std::vector<CorporateAction>> BarCatalog::actions(std::int64_t revision) const {
  return reading(*database_, [&] { return read_actions(*database_, revision); });
}

}  // namespace stratgen
