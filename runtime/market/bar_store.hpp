// The workspace's bars:
//
//   <workspace>/bars/<content hash>.bars   BarContents
//   <workspace>/bars.sqlite                what they are: BarCatalog, a row for each import
//
// A file is complete and on disk before the catalog names it, so a crash at any point loses nothing
// that was there. Any number of processes may read and import at once; imports take turns. One
// store object is for one thread.
#pragma once

#include "runtime/market/adjustment.hpp"
#include "runtime/market/bar_contents.hpp"
#include "runtime/market/bars.hpp"
#include "runtime/market/corporate_action.hpp"
#include "runtime/market/defect.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

class BarCatalog;

// What an import brings: the bars of one market, and all that is known about them. They may be
// defective (prices of any sign, impossible bars), but columns have one length, times ascend
// strictly and prices are finite.
struct NewBars {
  Bars bars;
  std::string timeframe;                        // see timeframe.hpp
  std::string source;                           // "yahoo", ..., "file", "repair", "resample"
  std::string origin = {};                      // path of the file, or what was asked for
  Adjustment adjustment = Adjustment::Unknown;  // of `bars`
  std::optional<Bars> raw = std::nullopt;       // the same rows as traded, where known
  std::vector<CorporateAction> actions = {};    // as far as the source tells them
  std::vector<Defect> defects = {};             // found while reading
  std::int64_t fetched_at = 0;                  // seconds since 1970, UTC
};

struct DefectCounts {
  std::size_t notes = 0;
  std::size_t warnings = 0;
  std::size_t severe = 0;
};

// One import of one market.
struct BarRevision {
  std::int64_t id = 0;  // ascends with each import into this store
  std::string symbol;
  std::string timeframe;
  std::string source;
  std::string origin;
  Adjustment adjustment = Adjustment::Unknown;
  std::string hash;      // content_hash of the bars
  std::string raw_hash;  // and of the raw ones; empty if there are none
  std::size_t rows = 0;
  Clock clock = Clock::Dates;  // how first and last are to be printed
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::int64_t fetched_at = 0;
  DefectCounts defects;  // found while reading
};

class BarStore {
 public:
  // Creates what is not there yet, and brings an older catalog up to date. All errors are
  // Fault::Data.
  static Result<BarStore> open(const std::filesystem::path& workspace);

  BarStore(BarStore&&) noexcept;
  BarStore& operator=(BarStore&&) noexcept;
  ~BarStore();

  // Makes them the newest revision of their symbol and timeframe, in one transaction; older ones
  // stay. What is already the newest, from the same source, changes nothing: that revision is the
  // result.
  Result<BarRevision> import(const NewBars& bars);
  // Several at once, all or none: faster than one after the other.
  Result<std::vector<BarRevision>> import(std::span<const NewBars> all);

  // The newest revision, of any source if none is named. If there is none, the Error says how to
  // import one.
  Result<Bars> load(std::string_view symbol, std::string_view timeframe,
                    std::string_view source = {}) const;

  // Any revision. The content is checked against its hash.
  Result<Bars> load(const BarRevision& revision) const;

  // The revision's bars as they were traded; nothing where the source did not tell.
  Result<std::optional<Bars>> raw(const BarRevision& revision) const;

  Result<std::vector<Defect>> defects(const BarRevision& revision) const;
  Result<std::vector<CorporateAction>> actions(const BarRevision& revision) const;

  // What load() gives: the newest revision of each symbol and timeframe, in their order.
  Result<std::vector<BarRevision>> list() const;

  // All revisions of one symbol and timeframe, of any source if none is named, the newest first.
  Result<std::vector<BarRevision>> revisions(std::string_view symbol, std::string_view timeframe,
                                             std::string_view source = {}) const;

 private:
  BarStore(std::filesystem::path workspace, BarCatalog catalog);

  std::filesystem::path workspace_;
  BarContents contents_;
  std::unique_ptr<BarCatalog> catalog_;
};

}  // namespace stratgen
