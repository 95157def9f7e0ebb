// ResultStore: the results of a workspace in one SQLite file, <workspace>/results.sqlite.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/store/discover_result.hpp"
#include "runtime/store/optimize_result.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace stratgen {

// What was saved when save() returned survives the process being killed at any moment. Several
// threads may use one store, several processes one workspace. Every Error is a Fault::Data that
// names the file.
class ResultStore {
 public:
  // Creates workspace and file where they are missing and brings an older file up to date. A file
  // that is damaged, not a store's, or written by a newer stratgen is an Error and is left as it
  // is.
  static Result<ResultStore> open(const std::filesystem::path& workspace);

  // An empty store, for --reset. A file that open() or clear() refuses is set aside.
  static Result<ResultStore> reset(const std::filesystem::path& workspace);

  // Renames the file to results.sqlite.bak, over an older one; nothing happens where there is none.
  // An Error if somebody is writing to it. No store of this process may be open on it.
  static Result<void> set_aside(const std::filesystem::path& workspace);

  ResultStore(ResultStore&&) noexcept;
  ResultStore& operator=(ResultStore&&) noexcept;
  ~ResultStore();

  // In one transaction; replaces the result of the same document, and what optimize made of that is
  // gone.
  Result<void> save(const DiscoverResult& result);

  // Ordered by category, then slug.
  Result<std::vector<DiscoverResult>> load() const;
  Result<std::optional<DiscoverResult>> find(std::string_view document) const;

  // Removes every result, those of optimize too.
  Result<void> clear();

  // The same for the results of optimize. A document that discover has no result of is an Error.
  Result<void> save(const OptimizeResult& result);
  Result<std::vector<OptimizeResult>> load_optimized() const;
  Result<std::optional<OptimizeResult>> find_optimized(std::string_view document) const;
  Result<void> clear_optimized();

 private:
  struct Connection;
  explicit ResultStore(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
};

}  // namespace stratgen
