// The workspace's bars. Contents are files named by their hash (bar_file.hpp) and never change:
//
//   <workspace>/bars/<content hash>.bars
//   <workspace>/bars.sqlite                what they are: the catalog, a row for each import
//
// A file is complete and on disk before the catalog names it, so a crash at any point loses nothing
// that was there. Any number of processes may read and import at once; imports take turns. One
// store object is for one thread.
#pragma once

#include "runtime/market/bars.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace SQLite {
class Database;
}

namespace stratgen {

// One import of one market.
struct BarRevision {
  std::string symbol;
  std::string timeframe;  // see timeframe.hpp
  std::string source;     // where the bars came from: a file, a service
  std::string hash;       // content_hash of the bars
  std::size_t rows = 0;
  Clock clock = Clock::Dates;  // how first and last are to be printed
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::int64_t imported_at = 0;  // seconds since 1970, UTC
};

class BarStore {
 public:
  // Creates what is not there yet, and brings an older catalog up to date. All errors are
  // Fault::Data.
  static Result<BarStore> open(const std::filesystem::path& workspace);

  BarStore(BarStore&&) noexcept;
  BarStore& operator=(BarStore&&) noexcept;
  ~BarStore();

  // Makes `bars` the newest revision of their symbol and timeframe; older ones stay. Bars that are
  // already the newest, from the same source, change nothing: that revision is the result.
  Result<BarRevision> import(const Bars& bars, std::string_view timeframe, std::string_view source,
                             std::int64_t imported_at);

  // The newest revision. If there is none, the Error says how to import one.
  Result<Bars> load(std::string_view symbol, std::string_view timeframe) const;

  // Any revision. The content is checked against its hash.
  Result<Bars> load(const BarRevision& revision) const;

  // The newest revision of each symbol and timeframe, in their order.
  Result<std::vector<BarRevision>> list() const;

  // All revisions of one symbol and timeframe, the newest first.
  Result<std::vector<BarRevision>> revisions(std::string_view symbol,
                                             std::string_view timeframe) const;

 private:
  BarStore(std::filesystem::path workspace, std::unique_ptr<SQLite::Database> catalog);

  std::filesystem::path file_of(std::string_view hash) const;
  Result<void> keep_content(const std::string& hash, std::string_view bytes) const;

  std::filesystem::path workspace_;
  std::unique_ptr<SQLite::Database> catalog_;
};

}  // namespace stratgen
