#include "runtime/store/result_store.hpp"

#include "runtime/base/folder_lock.hpp"
#include "runtime/store/schema.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include <limits>
#include <mutex>
#include <string>
#include <system_error>
#include <utility>

namespace stratgen {
namespace {

using SQLite::TransactionBehavior;

constexpr const char* file_name = "results.sqlite";
constexpr int busy_timeout_ms = 10'000;  // a writer holds the file for milliseconds
constexpr int known_version = static_cast<int>(schema::migrations.size());

tl::unexpected<Error> refused(const std::filesystem::path& file, std::string_view why) {
  return fail(Fault::Data, fmt::format("{}: {}; move the file away or start anew with --reset",
                                       file.string(), why));
}

tl::unexpected<Error> locked(const std::filesystem::path& file) {
  return fail(Fault::Data,
              fmt::format("{}: another process keeps the file locked; try again when it is done",
                          file.string()));
}

tl::unexpected<Error> error_of(const std::filesystem::path& file, const SQLite::Exception& e) {
  switch (e.getErrorCode()) {
    case SQLITE_NOTADB:
      return refused(file, "not a SQLite database");
    case SQLITE_CORRUPT:
      return refused(file, "the database is damaged");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return locked(file);
    default:
      return fail(Fault::Data, fmt::format("{}: {}", file.string(), e.what()));
  }
}

bool is_locked(const std::filesystem::path& file) {
  try {
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
    database.exec("begin exclusive; rollback");
    return false;
  } catch (const SQLite::Exception& e) {
    return e.getErrorCode() == SQLITE_BUSY;
  }
}

int pragma(SQLite::Database& database, const char* name) {
  return database.execAndGet(fmt::format("pragma {}", name)).getInt();
}

// An empty database is ours to fill.
bool is_foreign(SQLite::Database& database) {
  const int id = pragma(database, "application_id");
  if (id == schema::application_id) return false;
  return id != 0 || database.execAndGet("select count(*) from sqlite_schema").getInt() != 0;
}

// Read and written in one transaction: of two processes that open a new file, one migrates.
Result<void> migrate(SQLite::Database& database, const std::filesystem::path& file) {
  SQLite::Transaction transaction(database, TransactionBehavior::IMMEDIATE);
  if (is_foreign(database)) return refused(file, "not a file of stratgen");
  const int version = pragma(database, "user_version");
  if (version > known_version) {
    return fail(Fault::Data,
                fmt::format("{}: written by a newer stratgen (format {}, this one knows "
                            "up to {}); update stratgen, or start anew with --reset",
                            file.string(), version, known_version));
  }
  for (int v = version; v < known_version; ++v)
    database.exec(schema::migrations[static_cast<std::size_t>(v)]);
  if (version != known_version) {
    database.exec(fmt::format("pragma application_id = {}", schema::application_id));
    database.exec(fmt::format("pragma user_version = {}", known_version));
  }
  transaction.commit();
  return {};
}

// The columns that hold a text member as it is.
struct TextColumn {
  const char* name;
  std::string DiscoverResult::* member;
};
constexpr TextColumn text_columns[] = {
    {"document", &DiscoverResult::document},
    {"slug", &DiscoverResult::slug},
    {"category", &DiscoverResult::category},
    {"name", &DiscoverResult::name},
    {"spec", &DiscoverResult::spec_json},
    {"symbol", &DiscoverResult::symbol},
    {"timeframe", &DiscoverResult::timeframe},
    {"fingerprint", &DiscoverResult::fingerprint},
    {"document_hash", &DiscoverResult::document_hash},
    {"spec_completion_hash", &DiscoverResult::spec_completion_hash},
    {"source_completion_hash", &DiscoverResult::source_completion_hash},
    {"source_hash", &DiscoverResult::source_hash},
    {"bars_hash", &DiscoverResult::bars_hash},
    {"engine_version", &DiscoverResult::engine_version},
};

std::string insert_statement() {
  std::string columns = "verdict, reasons, skipped, error, adaptations, seconds";
  std::string values = ":verdict, :reasons, :skipped, :error, :adaptations, :seconds";
  for (const TextColumn& column : text_columns) {
    columns += fmt::format(", {}", column.name);
    values += fmt::format(", :{}", column.name);
  }
  return fmt::format("insert into discover ({}) values ({})", columns, values);
}

std::string json_list(const std::vector<std::string>& texts) {
  return nlohmann::json(texts).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::vector<std::string> texts_of(const std::string& json_list) {
  return nlohmann::json::parse(json_list).get<std::vector<std::string>>();
}

void bind(SQLite::Statement& statement, const char* name, const std::optional<std::string>& text) {
  if (text) statement.bind(name, *text);  // else it is null
}

std::optional<std::string> optional_text(const SQLite::Column& column) {
  if (column.isNull()) return std::nullopt;
  return column.getString();
}

void insert(SQLite::Database& database, const DiscoverResult& result) {
  SQLite::Statement row(database, insert_statement());
  for (const TextColumn& column : text_columns)
    row.bind(fmt::format(":{}", column.name), result.*column.member);
  row.bind(":verdict", std::string(to_string(result.verdict)));
  row.bind(":reasons", json_list(result.reasons));
  bind(row, ":skipped", result.skipped);
  bind(row, ":error", result.error);
  row.bind(":adaptations", json_list(result.adaptations));
  row.bind(":seconds", result.seconds);
  row.exec();

  SQLite::Statement stat(database, "insert into discover_stat values (?, ?, ?, ?)");
  int position = 0;
  for (const auto& [name, value] : result.stats) {
    stat.bind(1, result.document);
    stat.bind(2, position++);
    stat.bind(3, name);
    stat.bind(4, value);  // SQLite makes null of NaN
    stat.exec();
    stat.reset();
  }
}

std::vector<std::pair<std::string, double>> stats_of(SQLite::Database& database,
                                                     const std::string& document) {
  SQLite::Statement query(
      database, "select name, value from discover_stat where document = ? order by position");
  query.bind(1, document);
  std::vector<std::pair<std::string, double>> stats;
  while (query.executeStep()) {
    const SQLite::Column value = query.getColumn(1);
    stats.emplace_back(
        query.getColumn(0).getString(),
        value.isNull() ? std::numeric_limits<double>::quiet_NaN() : value.getDouble());
  }
  return stats;
}

Result<DiscoverResult> result_of(SQLite::Database& database, SQLite::Statement& row,
                                 const std::filesystem::path& file) {
  DiscoverResult result;
  for (const TextColumn& column : text_columns)
    result.*column.member = row.getColumn(column.name).getString();
  const Result<Verdict> verdict = parse_verdict(row.getColumn("verdict").getString());
  if (!verdict) return refused(file, verdict.error().message);
  result.verdict = *verdict;
  result.reasons = texts_of(row.getColumn("reasons").getString());
  result.skipped = optional_text(row.getColumn("skipped"));
  result.error = optional_text(row.getColumn("error"));
  result.adaptations = texts_of(row.getColumn("adaptations").getString());
  result.seconds = row.getColumn("seconds").getDouble();
  result.stats = stats_of(database, result.document);
  return result;
}

}  // namespace

struct ResultStore::Connection {
  std::filesystem::path file;
  SQLite::Database database;
  std::mutex mutex;

  explicit Connection(const std::filesystem::path& path)
      : file(path),
        database(path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, busy_timeout_ms) {}

  // Runs `body` on the database, one thread at a time, and turns what is thrown into an Error.
  template <class Body>
  auto run(Body body) -> decltype(body(database)) {
    const std::lock_guard lock(mutex);
    try {
      return body(database);
    } catch (const SQLite::Exception& e) {
      return error_of(file, e);
    } catch (const nlohmann::json::exception&) {
      return refused(file, "a list in it is not JSON");
    }
  }
};

Result<ResultStore> ResultStore::open(const std::filesystem::path& workspace) {
  std::error_code ec;
  std::filesystem::create_directories(workspace, ec);
  if (ec) {
    return fail(Fault::Data, fmt::format("cannot create the workspace {}: {}", workspace.string(),
                                         ec.message()));
  }
  const std::filesystem::path file = workspace / file_name;
  const FolderLock opening(workspace);
  std::unique_ptr<Connection> connection;
  try {
    connection = std::make_unique<Connection>(file);
  } catch (const SQLite::Exception& e) {
    return error_of(file, e);
  }
  STRATGEN_CHECK(connection->run([&](SQLite::Database& database) -> Result<void> {
    STRATGEN_CHECK(migrate(database, file));  // before anything that writes to a foreign file
    database.exec("pragma journal_mode = wal; pragma foreign_keys = on");
    return {};
  }));
  return ResultStore(std::move(connection));
}

Result<ResultStore> ResultStore::reset(const std::filesystem::path& workspace) {
  if (Result<ResultStore> store = open(workspace); store && store->clear()) return store;
  STRATGEN_CHECK(set_aside(workspace));
  return open(workspace);
}

Result<void> ResultStore::set_aside(const std::filesystem::path& workspace) {
  const std::filesystem::path file = workspace / file_name;
  if (is_locked(file)) return locked(file);
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

Result<void> ResultStore::save(const DiscoverResult& result) {
  return connection_->run([&](SQLite::Database& database) -> Result<void> {
    SQLite::Transaction transaction(database, TransactionBehavior::IMMEDIATE);
    SQLite::Statement remove(database, "delete from discover where document = ?");
    remove.bind(1, result.document);
    remove.exec();
    insert(database, result);
    transaction.commit();
    return {};
  });
}

Result<std::vector<DiscoverResult>> ResultStore::load() const {
  using Results = std::vector<DiscoverResult>;
  return connection_->run([&](SQLite::Database& database) -> Result<Results> {
    const SQLite::Transaction snapshot(database);  // rows and statistics of one moment
    SQLite::Statement row(database, "select * from discover order by category, slug, document");
    Results results;
    while (row.executeStep()) {
      STRATGEN_TRY(DiscoverResult result, result_of(database, row, connection_->file));
      results.push_back(std::move(result));
    }
    return results;
  });
}

Result<std::optional<DiscoverResult>> ResultStore::find(std::string_view document) const {
  using Found = std::optional<DiscoverResult>;
  return connection_->run([&](SQLite::Database& database) -> Result<Found> {
    const SQLite::Transaction snapshot(database);
    SQLite::Statement row(database, "select * from discover where document = ?");
    row.bind(1, std::string(document));
    if (!row.executeStep()) return Found{};
    STRATGEN_TRY(DiscoverResult result, result_of(database, row, connection_->file));
    return Found{std::move(result)};
  });
}

Result<void> ResultStore::clear() {
  return connection_->run([](SQLite::Database& database) -> Result<void> {
    database.exec("delete from discover");
    return {};
  });
}

}  // namespace stratgen
