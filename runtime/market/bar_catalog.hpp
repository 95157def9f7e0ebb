// The catalog of a store of bars: <workspace>/bars.sqlite. A row for each import, with the defects
// that were found and the corporate actions that were told. All errors are Fault::Data.
#pragma once

#include "runtime/market/bar_store.hpp"

#include <functional>

namespace SQLite {
class Database;
}

namespace stratgen {

class BarCatalog {
 public:
  // Creates it, or brings an older one up to date.
  static Result<BarCatalog> open(const std::filesystem::path& file);

  BarCatalog(BarCatalog&&) noexcept;
  BarCatalog& operator=(BarCatalog&&) noexcept;
  ~BarCatalog();

  // One transaction, during which no one else writes: `keep_contents` first, then a row for each
  // revision, with the defects and actions of the bars that it describes. Where the newest revision
  // is the same but for its time, nothing is added and that one is the result.
  Result<std::vector<BarRevision>> add(std::vector<BarRevision> revisions,
                                       std::span<const NewBars> bars,
                                       const std::function<Result<void>()>& keep_contents);

  // The newest first; of any source if none is named, all of them without a limit.
  Result<std::vector<BarRevision>> revisions(std::string_view symbol, std::string_view timeframe,
                                             std::string_view source,
                                             std::optional<int> limit = std::nullopt) const;
  // The newest of each symbol and timeframe.
  Result<std::vector<BarRevision>> newest() const;
  Result<std::vector<std::string>> timeframes(std::string_view symbol) const;
  Result<std::vector<Defect>> defects(std::int64_t revision) const;
  Result<std::vector<CorporateAction>> actions(std::int64_t revision) const;

 private:
  explicit BarCatalog(std::unique_ptr<SQLite::Database> database);

  std::unique_ptr<SQLite::Database> database_;
};

}  // namespace stratgen
