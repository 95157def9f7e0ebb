#include "runtime/database/database_file.hpp"

#include "runtime/base/file.hpp"
#include "tests/runtime/child_process.hpp"
#include "tests/runtime/temporary_folder.hpp"

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace stratgen {
namespace {

using testing::Child;
using testing::TemporaryFolder;

constexpr std::array migrations = {"create table number (value integer) strict",
                                   "alter table number add column name text not null default ''"};
constexpr DatabaseFormat format = {.application_id = 0x74657374, .migrations = migrations};
constexpr DatabaseFormat older = {.application_id = format.application_id,
                                  .migrations = std::span(migrations).first(1)};

std::filesystem::path file_in(const TemporaryFolder& folder) {
  return folder.folder() / "a.sqlite";
}

int number(DatabaseFile& database, const char* sql) {
  const Result<int> answer = database.run(
      [&](SQLite::Database& db) -> Result<int> { return db.execAndGet(sql).getInt(); });
  if (!answer) FAIL(answer.error().message);
  return *answer;
}

void execute(DatabaseFile& database, const char* sql) {
  const Result<void> done = database.run([&](SQLite::Database& db) -> Result<void> {
    db.exec(sql);
    return {};
  });
  if (!done) FAIL(done.error().message);
}

std::unique_ptr<DatabaseFile> opened(const TemporaryFolder& folder,
                                     const DatabaseFormat& as = format) {
  auto database = DatabaseFile::open(file_in(folder), as);
  if (!database) FAIL(database.error().message);
  return std::move(*database);
}

TEST_CASE("a new file has its mark, its version, and a journal that is written through") {
  const TemporaryFolder folder;
  const auto database = opened(folder);
  CHECK(number(*database, "pragma application_id") == format.application_id);
  CHECK(number(*database, "pragma user_version") == 2);
  CHECK(number(*database, "pragma synchronous") == 2);  // full
  CHECK(number(*database, "pragma foreign_keys") == 1);
  CHECK(number(*database, "select count(*) from pragma_journal_mode where journal_mode = 'wal'") ==
        1);
}

TEST_CASE("an older file keeps its rows and takes the steps that it lacks") {
  const TemporaryFolder folder;
  execute(*opened(folder, older), "insert into number values (7)");
  CHECK(number(*opened(folder), "select value from number where name = ''") == 7);
}

TEST_CASE("a newer file is refused by its number, and left as it is") {
  const TemporaryFolder folder;
  opened(folder);
  const std::string before = *read_file(file_in(folder));
  const auto refused = DatabaseFile::open(file_in(folder), older);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().fault == Fault::Data);
  CHECK(refused.error().message ==
        file_in(folder).string() +
            ": written by a newer stratgen (format 2, this one knows up to 1); update stratgen");
  CHECK(read_file(file_in(folder)) == before);
}

TEST_CASE("what is no database, or one of another program, is refused and left as it is") {
  const TemporaryFolder folder;
  REQUIRE(write_file(file_in(folder), "hello, this is not a database"));
  CHECK(DatabaseFile::open(file_in(folder), format).error().message ==
        file_in(folder).string() + ": not a SQLite database; move the file away");
  CHECK(read_file(file_in(folder)) == "hello, this is not a database");

  const TemporaryFolder other;
  SQLite::Database(file_in(other).string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("create table bookmarks (url text)");
  const std::string before = *read_file(file_in(other));
  CHECK(DatabaseFile::open(file_in(other), format).error().message ==
        file_in(other).string() + ": not a file of stratgen; move the file away");
  CHECK(read_file(file_in(other)) == before);
}

TEST_CASE("a folder that cannot be there is an error that names it") {
  const TemporaryFolder folder;
  REQUIRE(write_file(folder.folder() / "file", "x"));
  const auto refused = DatabaseFile::open(folder.folder() / "file" / "a.sqlite", format);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().message.find((folder.folder() / "file").string()) != std::string::npos);
}

TEST_CASE("what SQLite throws is an error that names the file") {
  const TemporaryFolder folder;
  const auto database = opened(folder);
  const Result<void> failed = database->run([](SQLite::Database& db) -> Result<void> {
    db.exec("insert into number values ('not a number', '')");
    return {};
  });
  REQUIRE_FALSE(failed.has_value());
  CHECK(failed.error().fault == Fault::Data);
  CHECK(failed.error().message.starts_with(file_in(folder).string() + ": "));
}

TEST_CASE("processes that open a new file at once find one set of tables") {
  for (int round = 0; round < 5; ++round) {
    const TemporaryFolder folder;
    std::vector<std::unique_ptr<Child>> children;
    for (int c = 0; c < 4; ++c) {
      children.push_back(std::make_unique<Child>([&](int) {
        auto database = DatabaseFile::open(file_in(folder), format);
        if (!database) return 1;
        const Result<void> done = (*database)->run([](SQLite::Database& db) -> Result<void> {
          db.exec("insert into number values (1, 'one')");
          return {};
        });
        return done ? 0 : 2;
      }));
    }
    for (const auto& child : children) CHECK(child->exit_code() == 0);
    CHECK(number(*opened(folder), "select count(*) from number") == 4);
  }
}

}  // namespace
}  // namespace stratgen
