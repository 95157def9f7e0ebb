// Indicators of one data set, computed once and shared by all backtests on it.
#pragma once

#include "runtime/indicator/indicator.hpp"

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace stratgen {

// Safe to use from many threads: nothing is locked while a column is computed, so two askers for
// the same one may both compute it, and both receive the first.
//
// A result is known by the function, its parameters as given, and the addresses of its inputs. Only
// inputs whose addresses stay theirs are remembered by: the data set's own columns and results that
// are in the cache. With any other input (a column that a backtest made for itself) the result is
// computed anew each time.
class IndicatorCache {
 public:
  using Columns = std::shared_ptr<const std::vector<Column>>;

  // Results are kept while they come to at most `max_bytes`; those that were not asked for the
  // longest go first.
  explicit IndicatorCache(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  // From now on keeps at most so many bytes.
  void limit(std::size_t max_bytes);

  // A column of the data set, which does not change and outlives the cache.
  void add_source(std::span<const double> column);
  bool is_source(const double* column) const;

  // As compute_indicator, and with its errors. The result stays valid while the caller holds it.
  Result<Columns> get(std::string_view name, std::span<const std::span<const double>> inputs,
                      std::span<const double> params);

  std::size_t bytes() const;  // of the results kept

 private:
  struct Key {
    std::string_view name;
    std::span<const std::span<const double>> inputs;
    std::span<const double> params;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const;
  };
  struct Equal {
    bool operator()(const Key& a, const Key& b) const;
  };
  struct Entry {
    std::string name;
    std::vector<std::span<const double>> inputs;
    std::vector<double> params;
    Columns columns;
    std::size_t bytes;
    std::vector<std::list<Entry>::iterator> parents;  // entries that the inputs belong to

    Key key() const { return {name, inputs, params}; }
  };
  using Position = std::list<Entry>::iterator;
  struct Owner {
    std::size_t size;
    bool is_source;
    Position entry;  // where it is not a source
  };

  Columns find(const Key& key);
  Columns keep(const Key& key, Columns columns);
  void touch(Position entry);
  void evict();

  mutable std::mutex mutex_;  // guards everything below
  std::size_t max_bytes_;
  std::size_t bytes_ = 0;
  // Most recently used first, and every entry before those computed from it. So the last one is
  // nobody's input, and no key names a column that is gone.
  std::list<Entry> entries_;
  std::unordered_map<Key, Position, Hash, Equal> by_key_;
  std::unordered_map<const double*, Owner> owners_;  // by the first value's address
};

}  // namespace stratgen
