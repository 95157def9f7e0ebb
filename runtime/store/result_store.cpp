#include "runtime/store/result_store.hpp"

#include "runtime/database/database_file.hpp"
#include "runtime/store/result_store_rows.hpp"
#include "runtime/store/schema.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include <string>
#include <system_error>
#include <type_traits>
#include <utility>

namespace stratgen {
namespace {

using SQLite::TransactionBehavior;

constexpr const char* file_name = "results.sqlite";
constexpr DatabaseFormat format = {.application_id = schema::application_id,
                                   .migrations = schema::migrations,
                                   .remedy = "move the file away or start anew with --reset",
                                   .newer_remedy = "update stratgen, or start anew with --reset"};

bool is_locked(const std::filesystem::path& file) {
  try {
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
    database.exec("begin exclusive; rollback");
    return false;
  } catch (const SQLite::Exception& e) {
    return e.getErrorCode() == SQLITE_BUSY;
  }
}

// What to take from the rows of a stage, and where its results stand.
template <class R>
struct Stage;
template <>
struct Stage<DiscoverResult> {
  static constexpr const char* table = "discover";
  static constexpr auto result = rows::discover_result;
};
template <>
struct Stage<OptimizeResult> {
  static constexpr const char* table = "optimize";
  static constexpr auto result = rows::optimize_result;
};

bool has_discover_result(SQLite::Database& database, const std::string& document) {
  SQLite::Statement query(database, "select 1 from discover where document = ?");
  query.bind(1, document);
  return query.executeStep();
}

}  // namespace

struct ResultStore::Connection {
  std::unique_ptr<DatabaseFile> database;

  template <class Body>
  auto run(Body body) -> decltype(body(std::declval<SQLite::Database&>())) {
    try {
      return database->run(body);
    } catch (const nlohmann::json::exception&) {
      return database->refused("a list in it is not JSON");
    }
  }

  template <class R>
  Result<void> save(const R& result) {
    return run([&](SQLite::Database& db) -> Result<void> {
      SQLite::Transaction transaction(db, TransactionBehavior::IMMEDIATE);
      if (std::is_same_v<R, OptimizeResult> && !has_discover_result(db, result.document)) {
        return fail(Fault::Data, fmt::format("{}: what discover found for {} is gone; run stratgen "
                                             "discover again",
                                             database->file().string(), result.document));
      }
      SQLite::Statement remove(db,
                               fmt::format("delete from {} where document = ?", Stage<R>::table));
      remove.bind(1, result.document);
      remove.exec();
      rows::insert(db, result);
      transaction.commit();
      return {};
    });
  }

  // Rows and statistics are those of one moment.
  template <class R>
  Result<std::vector<R>> load() {
    return run([&](SQLite::Database& db) -> Result<std::vector<R>> {
      const SQLite::Transaction snapshot(db);
      SQLite::Statement row(
          db, fmt::format("select * from {} order by category, slug, document", Stage<R>::table));
      std::vector<R> results;
      while (row.executeStep()) {
        STRATGEN_TRY(R result, read<R>(db, row));
        results.push_back(std::move(result));
      }
      return results;
    });
  }

  template <class R>
  Result<std::optional<R>> find(std::string_view document) {
    return run([&](SQLite::Database& db) -> Result<std::optional<R>> {
      const SQLite::Transaction snapshot(db);
      SQLite::Statement row(db,
                            fmt::format("select * from {} where document = ?", Stage<R>::table));
      row.bind(1, std::string(document));
      if (!row.executeStep()) return std::optional<R>{};
      STRATGEN_TRY(R result, read<R>(db, row));
      return std::optional<R>{std::move(result)};
    });
  }

  template <class R>
  Result<R> read(SQLite::Database& db, SQLite::Statement& row) {
    Result<R> result = Stage<R>::result(db, row);
    if (!result) return database->refused(result.error().message);
    return result;
  }

  Result<void> clear(const char* table) {
    return run([&](SQLite::Database& db) -> Result<void> {
      db.exec(fmt::format("delete from {}", table));
      return {};
    });
  }
};

Result<ResultStore> ResultStore::open(const std::filesystem::path& workspace) {
  STRATGEN_TRY(std::unique_ptr<DatabaseFile> database,
               DatabaseFile::open(workspace / file_name, format));
  return ResultStore(std::make_unique<Connection>(std::move(database)));
}

Result<ResultStore> ResultStore::reset(const std::filesystem::path& workspace) {
  if (Result<ResultStore> store = open(workspace); store && store->clear()) return store;
  STRATGEN_CHECK(set_aside(workspace));
  return open(workspace);
}

Result<void> ResultStore::set_aside(const std::filesystem::path& workspace) {
  const std::filesystem::path file = workspace / file_name;
  if (is_locked(file)) return DatabaseFile::locked(file);
  for (const char* journal : {"-wal", "-shm", ""}) {
    const std::filesystem::path from = file.string() + journal;
    const std::filesystem::path to = file.string() + ".bak" + journal;
    std::error_code ec;
    std::filesystem::remove(to, ec);
    std::filesystem::rename(from, to, ec);
    if (ec && ec != std::errc::no_such_file_or_directory) {
      return fail(Fault::Data, fmt::format("cannot rename {}: {}", from.string(), ec.message()));
    }
  }
  return {};
}

ResultStore::ResultStore(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)) {}
ResultStore::ResultStore(ResultStore&&) noexcept = default;
ResultStore& ResultStore::operator=(ResultStore&&) noexcept = default;
ResultStore::~ResultStore() = default;

Result<void> ResultStore::save(const DiscoverResult& result) { return connection_->save(result); }

Result<std::vector<DiscoverResult>> ResultStore::load() const {
  return connection_->load<DiscoverResult>();
}

Result<std::optional<DiscoverResult>> ResultStore::find(std::string_view document) const {
  return connection_->find<DiscoverResult>(document);
}

Result<void> ResultStore::clear() { return connection_->clear(Stage<DiscoverResult>::table); }

Result<void> ResultStore::save(const OptimizeResult& result) { return connection_->save(result); }

Result<std::vector<OptimizeResult>> ResultStore::load_optimized() const {
  return connection_->load<OptimizeResult>();
}

Result<std::optional<OptimizeResult>> ResultStore::find_optimized(std::string_view document) const {
  return connection_->find<OptimizeResult>(document);
}

Result<void> ResultStore::clear_optimized() {
  return connection_->clear(Stage<OptimizeResult>::table);
}

}  // namespace stratgen
