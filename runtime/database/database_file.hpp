// DatabaseFile: a SQLite file of a workspace, with what all of them have in common: a mark whose it
// is, migrations, a journal that survives a kill, and Errors in place of what SQLite throws.
#pragma once

#include "runtime/base/result.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include <filesystem>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <utility>

namespace stratgen {

// What a kind of file looks like. `migrations[v]` leads from version v (PRAGMA user_version) to
// v + 1. A step that was released is never changed; a new table is a new step at the end.
struct DatabaseFormat {
  int application_id = 0;  // marks the file as ours (PRAGMA application_id)
  std::span<const char* const> migrations = {};
  // What to do about a file that is damaged or not ours, and about one of a newer stratgen.
  std::string_view remedy = "move the file away";
  std::string_view newer_remedy = "update stratgen";
};

// Every Error is a Fault::Data that names the file.
class DatabaseFile {
 public:
  // Creates folder and file where they are missing and brings an older file up to date. A file that
  // is damaged, not of this format, or written by a newer stratgen is an Error and is left as it
  // is. What is committed survives the process being killed, and a loss of power.
  static Result<std::unique_ptr<DatabaseFile>> open(const std::filesystem::path& file,
                                                    const DatabaseFormat& format);

  // Runs body(SQLite::Database&), which returns a Result, one thread at a time.
  template <class Body>
  auto run(Body body) -> decltype(body(std::declval<SQLite::Database&>())) {
    const std::lock_guard lock(mutex_);
    try {
      return body(database_);
    } catch (const SQLite::Exception& e) {
      return error_of(e);
    }
  }

  const std::filesystem::path& file() const { return file_; }

  // That the content of the file is not what it should be.
  tl::unexpected<Error> refused(std::string_view why) const;

  // That somebody else is at it.
  static tl::unexpected<Error> locked(const std::filesystem::path& file);

 private:
  DatabaseFile(const std::filesystem::path& file, const DatabaseFormat& format);
  Result<void> migrate();
  tl::unexpected<Error> error_of(const SQLite::Exception& e) const;

  std::filesystem::path file_;
  DatabaseFormat format_;
  SQLite::Database database_;
  std::mutex mutex_;
};

}  // namespace stratgen
