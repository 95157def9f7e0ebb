#include "runtime/market/bar_store.hpp"

#include "runtime/base/file.hpp"
#include "runtime/base/folder_lock.hpp"
#include "runtime/base/hash.hpp"
#include "runtime/market/bar_file.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <system_error>

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
};
constexpr int newest_version = static_cast<int>(std::size(migrations));

constexpr std::string_view columns =
    "symbol, timeframe, source, hash, rows, clock, first, last, imported_at";

BarRevision read_revision(SQLite::Statement& row) {
  BarRevision revision;
  revision.symbol = row.getColumn(0).getString();
  revision.timeframe = row.getColumn(1).getString();
  revision.source = row.getColumn(2).getString();
  revision.hash = row.getColumn(3).getString();
  revision.rows = static_cast<std::size_t>(row.getColumn(4).getInt64());
  revision.clock = static_cast<Clock>(row.getColumn(5).getInt());
  revision.first = row.getColumn(6).getInt64();
  revision.last = row.getColumn(7).getInt64();
  revision.imported_at = row.getColumn(8).getInt64();
  return revision;
}

std::vector<BarRevision> read_revisions(SQLite::Statement& query) {
  std::vector<BarRevision> found;
  while (query.executeStep()) found.push_back(read_revision(query));
  return found;
}

std::vector<BarRevision> revisions_of(const SQLite::Database& catalog, std::string_view symbol,
                                      std::string_view timeframe, int limit) {
  SQLite::Statement query(catalog,
                          fmt::format("SELECT {} FROM revision WHERE symbol = ? AND timeframe = ?"
                                      " ORDER BY id DESC LIMIT ?",
                                      columns));
  query.bind(1, std::string(symbol));
  query.bind(2, std::string(timeframe));
  query.bind(3, limit);
  return read_revisions(query);
}

std::vector<std::string> timeframes_of(const SQLite::Database& catalog, std::string_view symbol) {
  SQLite::Statement query(catalog,
                          "SELECT DISTINCT timeframe FROM revision WHERE symbol = ?"
                          " ORDER BY timeframe");
  query.bind(1, std::string(symbol));
  std::vector<std::string> found;
  while (query.executeStep()) found.push_back(query.getColumn(0).getString());
  return found;
}

void insert(SQLite::Database& catalog, const BarRevision& revision) {
  SQLite::Statement row(
      catalog,
      fmt::format("INSERT INTO revision ({}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", columns));
  row.bind(1, revision.symbol);
  row.bind(2, revision.timeframe);
  row.bind(3, revision.source);
  row.bind(4, revision.hash);
  row.bind(5, static_cast<std::int64_t>(revision.rows));
  row.bind(6, static_cast<int>(revision.clock));
  row.bind(7, revision.first);
  row.bind(8, revision.last);
  row.bind(9, revision.imported_at);
  row.exec();
}

tl::unexpected<Error> catalog_error(const std::filesystem::path& workspace,
                                    const std::exception& e) {
  return fail(Fault::Data,
              fmt::format("the catalog {}: {}", (workspace / "bars.sqlite").string(), e.what()));
}

Result<void> migrate(SQLite::Database& catalog) {
  SQLite::Transaction transaction(catalog, SQLite::TransactionBehavior::IMMEDIATE);
  const int version = catalog.execAndGet("PRAGMA user_version").getInt();
  if (version > newest_version) {
    return fail(Fault::Data,
                fmt::format("{} was written by a newer stratgen (version {} of its layout, "
                            "this one knows {}); use that one",
                            catalog.getFilename(), version, newest_version));
  }
  for (int i = version; i < newest_version; ++i) catalog.exec(migrations[i]);
  if (version < newest_version)
    catalog.exec(fmt::format("PRAGMA user_version = {}", newest_version));
  transaction.commit();
  return {};
}

// A rename is on disk once its folder is.
Result<void> sync_folder(const std::filesystem::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = fd >= 0 && ::fsync(fd) == 0;
  const int error = errno;
  if (fd >= 0) ::close(fd);
  if (synced) return {};
  return fail(Fault::Data, fmt::format("cannot write {}: {}", folder.string(),
                                       std::generic_category().message(error)));
}

}  // namespace

BarStore::BarStore(std::filesystem::path workspace, std::unique_ptr<SQLite::Database> catalog)
    : workspace_(std::move(workspace)), catalog_(std::move(catalog)) {}
BarStore::BarStore(BarStore&&) noexcept = default;
BarStore& BarStore::operator=(BarStore&&) noexcept = default;
BarStore::~BarStore() = default;

Result<BarStore> BarStore::open(const std::filesystem::path& workspace) {
  std::error_code error;
  std::filesystem::create_directories(workspace / "bars", error);
  if (error) {
    return fail(Fault::Data, fmt::format("cannot create the workspace {}: {}", workspace.string(),
                                         error.message()));
  }
  const FolderLock lock(workspace / "bars");
  try {
    auto catalog = std::make_unique<SQLite::Database>((workspace / "bars.sqlite").string(),
                                                      SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                                                      busy_timeout_ms);
    catalog->exec("PRAGMA journal_mode = WAL");
    catalog->exec("PRAGMA synchronous = FULL");  // what is committed outlives a power cut
    STRATGEN_CHECK(migrate(*catalog));
    return BarStore(workspace, std::move(catalog));
  } catch (const SQLite::Exception& e) {
    return catalog_error(workspace, e);
  }
}

std::filesystem::path BarStore::file_of(std::string_view hash) const {
  return workspace_ / "bars" / fmt::format("{}.bars", hash);
}

// Writes the content unless it is there and sound. Only called by the one writer that holds the
// catalog.
Result<void> BarStore::keep_content(const std::string& hash, std::string_view bytes) const {
  const std::filesystem::path path = file_of(hash);
  std::error_code error;
  if (std::filesystem::exists(path, error)) {
    const Result<std::string> there = read_file(path);
    if (there && *there == bytes) return {};
  }
  STRATGEN_CHECK(write_file(path, bytes));
  return sync_folder(path.parent_path());
}

Result<BarRevision> BarStore::import(const Bars& bars, std::string_view timeframe,
                                     std::string_view source, std::int64_t imported_at) {
  if (bars.size() == 0 || bars.symbol.empty()) {
    return fail(Fault::Data, "bars without rows or without a symbol cannot be imported");
  }
  const std::string bytes = to_bar_file(bars);
  BarRevision revision{
      bars.symbol, std::string(timeframe), std::string(source), sha256(bytes), bars.size(),
      bars.clock,  bars.time.front(),      bars.time.back(),    imported_at};
  try {
    SQLite::Transaction transaction(*catalog_, SQLite::TransactionBehavior::IMMEDIATE);
    STRATGEN_CHECK(keep_content(revision.hash, bytes));
    const std::vector<BarRevision> newest = revisions_of(*catalog_, bars.symbol, timeframe, 1);
    if (!newest.empty() && newest[0].hash == revision.hash && newest[0].source == source) {
      return newest[0];
    }
    insert(*catalog_, revision);
    transaction.commit();
    return revision;
  } catch (const SQLite::Exception& e) {
    return catalog_error(workspace_, e);
  }
}

Result<Bars> BarStore::load(const BarRevision& revision) const {
  const std::string path = file_of(revision.hash).string();
  const Result<std::string> bytes = read_file(path);
  if (!bytes || sha256(*bytes) != revision.hash) {
    const std::string why = bytes ? path + " is damaged: its content has another hash than its name"
                                  : bytes.error().message;
    return fail(Fault::Data,
                fmt::format("{}; import it again: stratgen data import FILE --symbol {}", why,
                            revision.symbol));
  }
  return from_bar_file(*bytes, revision.symbol, path);
}

Result<Bars> BarStore::load(std::string_view symbol, std::string_view timeframe) const {
  try {
    const std::vector<BarRevision> newest = revisions_of(*catalog_, symbol, timeframe, 1);
    if (!newest.empty()) return load(newest[0]);
    const std::vector<std::string> others = timeframes_of(*catalog_, symbol);
    const std::string there =
        others.empty() ? "" : fmt::format(" (there are {})", fmt::join(others, ", "));
    return fail(Fault::Data, fmt::format("there are no {} bars of {} in {}{}; import some: "
                                         "stratgen data import FILE --symbol {}",
                                         timeframe, symbol, workspace_.string(), there, symbol));
  } catch (const SQLite::Exception& e) {
    return catalog_error(workspace_, e);
  }
}

Result<std::vector<BarRevision>> BarStore::list() const {
  try {
    SQLite::Statement query(*catalog_,
                            fmt::format("SELECT {} FROM revision WHERE id IN"
                                        " (SELECT max(id) FROM revision GROUP BY symbol, timeframe)"
                                        " ORDER BY symbol, timeframe",
                                        columns));
    return read_revisions(query);
  } catch (const SQLite::Exception& e) {
    return catalog_error(workspace_, e);
  }
}

Result<std::vector<BarRevision>> BarStore::revisions(std::string_view symbol,
                                                     std::string_view timeframe) const {
  try {
    return revisions_of(*catalog_, symbol, timeframe, -1);
  } catch (const SQLite::Exception& e) {
    return catalog_error(workspace_, e);
  }
}

}  // namespace stratgen
