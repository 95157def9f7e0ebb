#include "runtime/database/database_file.hpp"

#include "runtime/base/folder_lock.hpp"

#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <system_error>

namespace stratgen {
namespace {

constexpr int busy_timeout_ms = 10'000;  // a writer holds a file for milliseconds

int pragma(SQLite::Database& database, const char* name) {
  return database.execAndGet(fmt::format("pragma {}", name)).getInt();
}

// An empty database is ours to fill.
bool is_foreign(SQLite::Database& database, int application_id) {
  const int id = pragma(database, "application_id");
  if (id == application_id) return false;
  return id != 0 || database.execAndGet("select count(*) from sqlite_schema").getInt() != 0;
}

// Before there is a DatabaseFile that could say it.
tl::unexpected<Error> open_error(const std::filesystem::path& file, const SQLite::Exception& e) {
  return fail(Fault::Data, fmt::format("{}: {}", file.string(), e.what()));
}

}  // namespace

Result<std::unique_ptr<DatabaseFile>> DatabaseFile::open(const std::filesystem::path& file,
                                                         const DatabaseFormat& format) {
  const std::filesystem::path folder = file.parent_path();
  std::error_code ec;
  std::filesystem::create_directories(folder, ec);
  if (ec) {
    return fail(Fault::Data,
                fmt::format("cannot create the folder {}: {}", folder.string(), ec.message()));
  }
  const FolderLock opening(folder);
  std::unique_ptr<DatabaseFile> opened;
  try {
    opened.reset(new DatabaseFile(file, format));
  } catch (const SQLite::Exception& e) {
    return open_error(file, e);
  }
  STRATGEN_CHECK(opened->run([&](SQLite::Database& database) -> Result<void> {
    STRATGEN_CHECK(opened->migrate());  // before anything that writes to a foreign file
    database.exec("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on");
    return {};
  }));
  return opened;
}

DatabaseFile::DatabaseFile(const std::filesystem::path& file, const DatabaseFormat& format)
    : file_(file),
      format_(format),
      database_(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, busy_timeout_ms) {}

// Read and written in one transaction: of two processes that open a new file, one migrates.
Result<void> DatabaseFile::migrate() {
  SQLite::Transaction transaction(database_, SQLite::TransactionBehavior::IMMEDIATE);
  if (is_foreign(database_, format_.application_id)) return refused("not a file of stratgen");
  const int version = pragma(database_, "user_version");
  const int known = static_cast<int>(format_.migrations.size());
  if (version > known) {
    return fail(
        Fault::Data,
        fmt::format("{}: written by a newer stratgen (format {}, this one knows up to {}); {}",
                    file_.string(), version, known, format_.newer_remedy));
  }
  for (int v = version; v < known; ++v)
    database_.exec(format_.migrations[static_cast<std::size_t>(v)]);
  if (version != known) {
    database_.exec(fmt::format("pragma application_id = {}", format_.application_id));
    database_.exec(fmt::format("pragma user_version = {}", known));
  }
  transaction.commit();
  return {};
}

tl::unexpected<Error> DatabaseFile::refused(std::string_view why) const {
  return fail(Fault::Data, fmt::format("{}: {}; {}", file_.string(), why, format_.remedy));
}

tl::unexpected<Error> DatabaseFile::locked(const std::filesystem::path& file) {
  return fail(Fault::Data,
              fmt::format("{}: another process keeps the file locked; try again when it is done",
                          file.string()));
}

tl::unexpected<Error> DatabaseFile::error_of(const SQLite::Exception& e) const {
  switch (e.getErrorCode()) {
    case SQLITE_NOTADB:
      return refused("not a SQLite database");
    case SQLITE_CORRUPT:
      return refused("the database is damaged");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return locked(file_);
    default:
      return fail(Fault::Data, fmt::format("{}: {}", file_.string(), e.what()));
  }
}

}  // namespace stratgen
