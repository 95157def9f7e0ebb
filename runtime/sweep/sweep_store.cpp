#include "runtime/sweep/sweep_store.hpp"

#include "runtime/base/file_descriptor.hpp"
#include "runtime/sweep/cell_store.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>

namespace stratgen {
namespace {

constexpr int application_id = 0x73677377;  // PRAGMA application_id: the letters "sgsw"
constexpr int format = 1;                   // PRAGMA user_version
constexpr int busy_timeout_ms = 10'000;     // a reader holds the file for milliseconds
constexpr int pages_before_checkpoint = 8'192;

tl::unexpected<Error> foreign(const std::filesystem::path& file, std::string_view why) {
  return fail(Fault::Data, fmt::format("{}: {}; name another file", file.string(), why));
}

tl::unexpected<Error> in_use(const std::filesystem::path& file) {
  return fail(Fault::Data, fmt::format("{}: another process is writing to it; wait until it is "
                                       "done, or name another file",
                                       file.string()));
}

tl::unexpected<Error> error_of(const std::filesystem::path& file, const SQLite::Exception& e) {
  switch (e.getErrorCode()) {
    case SQLITE_NOTADB:
      return foreign(file, "not a file of stratgen sweep");
    case SQLITE_CORRUPT:
      return foreign(file, "the database is damaged");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return in_use(file);
    case SQLITE_FULL:
      return fail(Fault::Data, fmt::format("{}: the disk is full; what is in the file stays: make "
                                           "room and run the same command again to go on",
                                           file.string()));
    default:
      return fail(Fault::Data, fmt::format("{}: {}", file.string(), e.what()));
  }
}

// Runs `body` and turns what SQLite throws into an Error.
template <class Body>
auto guarded(const std::filesystem::path& file, Body body) -> decltype(body()) {
  try {
    return body();
  } catch (const SQLite::Exception& e) {
    return error_of(file, e);
  }
}

// The file, locked against other writers for as long as it is open. Closed after the database:
// closing it sooner would take SQLite's own locks away.
Result<FileDescriptor> lock(const std::filesystem::path& file, int flags) {
  FileDescriptor opened(::open(file.c_str(), flags | O_CLOEXEC, 0666));
  if (!opened) {
    return fail(Fault::Data, fmt::format("cannot write {}: {}", file.string(),
                                         std::generic_category().message(errno)));
  }
  if (::flock(opened.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) return in_use(file);
  return opened;
}

Result<void> check_format(SQLite::Database& database, const std::filesystem::path& file) {
  if (database.execAndGet("pragma application_id").getInt() != application_id)
    return foreign(file, "not a file of stratgen sweep");
  if (const int version = database.execAndGet("pragma user_version").getInt(); version != format)
    return foreign(file,
                   fmt::format("its format is {}, and this stratgen knows {}", version, format));
  return {};
}

bool is_empty(SQLite::Database& database) {
  return database.execAndGet("pragma application_id").getInt() == 0 &&
         database.execAndGet("select count(*) from sqlite_schema").getInt() == 0;
}

void create(SQLite::Database& database, const SweepIdentity& identity,
            std::span<const SweepPart> parts) {
  SQLite::Transaction transaction(database);
  database.exec(fmt::format(
      "pragma application_id = {}; pragma user_version = {};"
      "create table sweep (name text primary key, value text not null);"
      "create table parts (part integer primary key, strategy text not null, symbol text not null,"
      "  timeframe text not null, params text not null, first_cell integer not null,"
      "  blocks integer not null);"
      "create table blocks (part integer, block integer, primary key (part, block)) without rowid;"
      "create table progress (name text primary key, value text not null);"
      "create table reruns (cell integer primary key, report text not null);"
      "create table trials (cell integer primary key, returns blob not null);",
      application_id, format));
  database.exec(create_cells_statement(parts));
  SQLite::Statement name(database, "insert into sweep values (?, ?)");
  for (const auto& [what, value] : identity) {
    name.bind(1, what);
    name.bind(2, value);
    name.exec();
    name.reset();
  }
  SQLite::Statement row(database, "insert into parts values (?, ?, ?, ?, ?, ?, ?)");
  for (std::size_t i = 0; i < parts.size(); ++i) {
    row.bind(1, static_cast<std::int64_t>(i));
    row.bind(2, parts[i].strategy);
    row.bind(3, parts[i].symbol);
    row.bind(4, parts[i].timeframe);
    row.bind(5, params_text(parts[i].declared));
    row.bind(6, static_cast<std::int64_t>(parts[i].first_cell));
    row.bind(7, static_cast<std::int64_t>(parts[i].blocks));
    row.exec();
    row.reset();
  }
  transaction.commit();
}

SweepIdentity identity_in(SQLite::Database& database) {
  SQLite::Statement query(database, "select name, value from sweep order by rowid");
  SweepIdentity identity;
  while (query.executeStep())
    identity.emplace_back(query.getColumn(0).getString(), query.getColumn(1).getString());
  return identity;
}

std::vector<SweepPart> parts_in(SQLite::Database& database) {
  SQLite::Statement query(database, "select * from parts order by part");
  std::vector<SweepPart> parts;
  while (query.executeStep()) {
    SweepPart& part = parts.emplace_back();
    part.strategy = query.getColumn(1).getString();
    part.symbol = query.getColumn(2).getString();
    part.timeframe = query.getColumn(3).getString();
    part.declared = params_of(query.getColumn(4).getString());
    part.first_cell = static_cast<std::uint64_t>(query.getColumn(5).getInt64());
    part.blocks = static_cast<std::uint64_t>(query.getColumn(6).getInt64());
  }
  return parts;
}

std::vector<std::vector<bool>> blocks_in(SQLite::Database& database, std::size_t parts) {
  std::vector<std::vector<bool>> done(parts);
  SQLite::Statement query(database, "select part, block from blocks");
  while (query.executeStep()) {
    const auto part = static_cast<std::size_t>(query.getColumn(0).getInt64());
    const auto block = static_cast<std::size_t>(query.getColumn(1).getInt64());
    if (part >= parts) continue;
    if (block >= done[part].size()) done[part].resize(block + 1);
    done[part][block] = true;
  }
  return done;
}

void set(SQLite::Database& database, const std::map<std::string, std::string>& progress) {
  SQLite::Statement row(database, "insert or replace into progress values (?, ?)");
  for (const auto& [name, value] : progress) {
    row.bind(1, name);
    row.bind(2, value);
    row.exec();
    row.reset();
  }
}

void put(SQLite::Database& database, const StoredReruns& reruns) {
  SQLite::Statement rerun(database, "insert or replace into reruns values (?, ?)");
  for (const auto& [cell, report] : reruns.reports) {
    rerun.bind(1, static_cast<std::int64_t>(cell));
    rerun.bind(2, report);
    rerun.exec();
    rerun.reset();
  }
  SQLite::Statement trial(database, "insert or replace into trials values (?, ?)");
  for (const auto& [cell, returns] : reruns.returns) {
    trial.bind(1, static_cast<std::int64_t>(cell));
    const void* const bytes = returns.empty() ? static_cast<const void*>("") : returns.data();
    trial.bind(2, bytes, static_cast<int>(returns.size() * sizeof(double)));
    trial.exec();
    trial.reset();
  }
}

}  // namespace

std::string difference(const SweepIdentity& now, const SweepIdentity& before) {
  const auto find = [](const SweepIdentity& in, const std::string& name) {
    return std::find_if(in.begin(), in.end(), [&](const auto& each) { return each.first == name; });
  };
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  for (const auto& [name, value] : now) {
    const auto was = find(before, name);
    if (was == before.end())
      add(fmt::format("{} is new", name));
    else if (was->second != value && std::max(value.size(), was->second.size()) > 60)
      add(fmt::format("{} changed", name));
    else if (was->second != value)
      add(fmt::format("{} is {} and was {}", name, value, was->second));
  }
  for (const auto& [name, value] : before)
    if (find(now, name) == now.end()) add(fmt::format("{} is missing", name));
  return text;
}

struct SweepStore::Connection {
  std::filesystem::path file;
  FileDescriptor lock;  // closed last
  SQLite::Database database;
  SweepIdentity identity = {};
  std::vector<SweepPart> parts = {};
  std::vector<std::vector<bool>> done = {};
  CellColumns columns = {};
  std::optional<SQLite::Statement> insert_cell = {}, insert_block = {};

  // What the file says of itself.
  void load() {
    identity = identity_in(database);
    parts = parts_in(database);
    done = blocks_in(database, parts.size());
  }
};

Result<SweepStore> SweepStore::open(const std::filesystem::path& file,
                                    const SweepIdentity& identity,
                                    std::span<const SweepPart> parts) {
  STRATGEN_TRY(FileDescriptor locked, lock(file, O_RDWR | O_CREAT));
  return guarded(file, [&]() -> Result<SweepStore> {
    std::unique_ptr<Connection> connection(new Connection{
        file, std::move(locked),
        SQLite::Database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX,
                         busy_timeout_ms)});
    SQLite::Database& database = connection->database;
    if (is_empty(database)) {
      database.exec("pragma page_size = 8192; pragma journal_mode = wal");
      create(database, identity, parts);
    }
    STRATGEN_CHECK(check_format(database, file));
    connection->load();
    if (const std::string text = difference(identity, connection->identity); !text.empty()) {
      return fail(Fault::Usage, fmt::format("{} holds another sweep: {}; name another file, or "
                                            "start over in this one with --reset",
                                            file.string(), text));
    }
    database.exec(
        fmt::format("pragma journal_mode = wal; pragma synchronous = normal;"
                    "pragma wal_autocheckpoint = {}",
                    pages_before_checkpoint));
    connection->parts.assign(parts.begin(), parts.end());
    connection->columns = cell_columns(parts);
    connection->insert_cell.emplace(database, insert_cell_statement(connection->columns));
    connection->insert_block.emplace(database, "insert into blocks values (?, ?)");
    return SweepStore(std::move(connection));
  });
}

Result<SweepStore> SweepStore::read(const std::filesystem::path& file) {
  return guarded(file, [&]() -> Result<SweepStore> {
    std::error_code ec;
    if (!std::filesystem::is_regular_file(file, ec))
      return fail(Fault::Data, fmt::format("cannot read {}: there is no such file", file.string()));
    std::unique_ptr<Connection> connection(new Connection{
        file, {}, SQLite::Database(file.string(), SQLite::OPEN_READONLY, busy_timeout_ms)});
    STRATGEN_CHECK(check_format(connection->database, file));
    connection->load();
    return SweepStore(std::move(connection));
  });
}

Result<void> SweepStore::remove(const std::filesystem::path& file) {
  std::error_code ec;
  if (!std::filesystem::exists(file, ec)) return {};
  STRATGEN_TRY(const FileDescriptor locked, lock(file, O_RDWR));
  STRATGEN_CHECK(guarded(file, [&]() -> Result<void> {
    SQLite::Database database(file.string(), SQLite::OPEN_READONLY, busy_timeout_ms);
    if (is_empty(database)) return {};
    return check_format(database, file);
  }));
  for (const char* const journal : {"-wal", "-shm", ""}) {
    std::filesystem::remove(file.string() + journal, ec);
    if (ec)
      return fail(Fault::Data, fmt::format("cannot remove {}: {}", file.string(), ec.message()));
  }
  return {};
}

SweepStore::SweepStore(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)) {}
SweepStore::SweepStore(SweepStore&&) noexcept = default;
SweepStore& SweepStore::operator=(SweepStore&&) noexcept = default;
SweepStore::~SweepStore() = default;

const std::filesystem::path& SweepStore::file() const { return connection_->file; }
const SweepIdentity& SweepStore::identity() const { return connection_->identity; }
std::span<const SweepPart> SweepStore::parts() const { return connection_->parts; }

bool SweepStore::done(std::size_t part, std::uint64_t block) const {
  const std::vector<bool>& done = connection_->done[part];
  return block < done.size() && done[static_cast<std::size_t>(block)];
}

std::uint64_t SweepStore::blocks_done(std::size_t part) const {
  const std::vector<bool>& done = connection_->done[part];
  return static_cast<std::uint64_t>(std::count(done.begin(), done.end(), true));
}

Result<void> SweepStore::append(std::size_t part, std::uint64_t block,
                                std::span<const CellResult> cells, const CellValues& values,
                                const std::map<std::string, std::string>& progress) {
  Connection& to = *connection_;
  return guarded(to.file, [&]() -> Result<void> {
    SQLite::Transaction transaction(to.database);
    std::vector<double> params(to.parts[part].declared.size());
    for (const CellResult& cell : cells) {
      values(cell.cell, params);
      bind_cell(*to.insert_cell, to.columns, part, to.parts[part].declared, params, cell);
      to.insert_cell->exec();
      to.insert_cell->reset();
    }
    to.insert_block->bind(1, static_cast<std::int64_t>(part));
    to.insert_block->bind(2, static_cast<std::int64_t>(block));
    to.insert_block->exec();
    to.insert_block->reset();
    set(to.database, progress);
    transaction.commit();
    return {};
  });
}

Result<std::string> SweepStore::progress(const std::string& name) const {
  return guarded(file(), [&]() -> Result<std::string> {
    SQLite::Statement query(connection_->database, "select value from progress where name = ?");
    query.bind(1, name);
    return query.executeStep() ? query.getColumn(0).getString() : std::string();
  });
}

Result<std::vector<CellResult>> SweepStore::best(const Metric& metric, std::size_t most) const {
  return guarded(file(), [&]() -> Result<std::vector<CellResult>> {
    SQLite::Statement query(connection_->database, best_statement(metric));
    query.bind(1, static_cast<std::int64_t>(most));
    std::vector<CellResult> best;
    while (query.executeStep()) best.push_back(cell_of(query));
    return best;
  });
}

Result<void> SweepStore::each_cell(const std::function<void(const CellResult&)>& cell) const {
  return guarded(file(), [&]() -> Result<void> {
    SQLite::Statement query(connection_->database, completed_statement());
    while (query.executeStep()) cell(cell_of(query));
    return {};
  });
}

Result<StoredReruns> SweepStore::reruns() const {
  return guarded(file(), [&]() -> Result<StoredReruns> {
    StoredReruns reruns;
    SQLite::Statement reports(connection_->database, "select cell, report from reruns");
    while (reports.executeStep())
      reruns.reports.emplace(reports.getColumn(0).getInt64(), reports.getColumn(1).getString());
    SQLite::Statement trials(connection_->database, "select cell, returns from trials");
    while (trials.executeStep()) {
      const SQLite::Column blob = trials.getColumn(1);
      std::vector<double> returns(static_cast<std::size_t>(blob.getBytes()) / sizeof(double));
      if (!returns.empty())
        std::memcpy(returns.data(), blob.getBlob(), returns.size() * sizeof(double));
      reruns.returns.emplace(trials.getColumn(0).getInt64(), std::move(returns));
    }
    return reruns;
  });
}

Result<void> SweepStore::finish(const Metric& metric, std::size_t keep, const StoredReruns& reruns,
                                const std::map<std::string, std::string>& progress) {
  return guarded(file(), [&]() -> Result<void> {
    SQLite::Database& database = connection_->database;
    SQLite::Transaction transaction(database);
    if (keep != 0) {
      SQLite::Statement prune(database, fmt::format("delete from cells where cell not in ({})",
                                                    best_statement(metric, "cell")));
      prune.bind(1, static_cast<std::int64_t>(keep));
      prune.exec();
    }
    put(database, reruns);
    set(database, progress);
    transaction.commit();
    return {};
  });
}

Result<void> SweepStore::take(const SweepStore& shard) {
  return guarded(file(), [&]() -> Result<void> {
    SQLite::Database& database = connection_->database;
    SQLite::Statement attach(database, "attach database ? as shard");
    attach.bind(1, shard.file().string());
    attach.exec();
    SQLite::Transaction transaction(database);
    database.exec(
        "insert into main.cells select * from shard.cells order by cell;"
        "insert into main.blocks select * from shard.blocks");
    transaction.commit();
    database.exec("detach database shard");
    return {};
  });
}

Result<void> SweepStore::each_row(
    const std::function<Result<void>(std::span<const std::string>)>& row) const {
  return guarded(file(), [&]() -> Result<void> {
    SQLite::Statement query(connection_->database, "select * from results order by cell");
    std::vector<std::string> fields;
    const int count = query.getColumnCount();
    for (int i = 0; i < count; ++i) fields.emplace_back(query.getColumnName(i));
    STRATGEN_CHECK(row(fields));
    while (query.executeStep()) {
      for (int i = 0; i < count; ++i) fields[static_cast<std::size_t>(i)] = field_text(query, i);
      STRATGEN_CHECK(row(fields));
    }
    return {};
  });
}

Result<void> SweepStore::close() {
  return guarded(file(), [&]() -> Result<void> {
    connection_->insert_cell.reset();
    connection_->insert_block.reset();
    connection_->database.exec("pragma wal_checkpoint(truncate); pragma journal_mode = delete");
    return {};
  });
}

}  // namespace stratgen
