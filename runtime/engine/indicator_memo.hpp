// Indicator memo: what one thread knows of a data set's indicators, found again without a lock, an
// allocation or a look at the columns.
#pragma once

#include "runtime/indicator/cache.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

// Index of the first value; 0 where there is none.
int warmup_of(std::span<const double> column);
int warmup_of(const std::vector<Column>& columns);  // the latest of them

// Holds on to every column that it was given, whatever the cache does, until clear(). A call is
// known by the function, its parameters and the addresses of its inputs; so inputs have to be the
// data set's own columns, or held here.
class IndicatorMemo {
 public:
  struct Known {
    IndicatorCache::Columns columns;
    int warmup;        // of all of them
    std::size_t work;  // in units of fuel
  };

  // Null if the call is not known; valid until clear().
  const Known* find(std::string_view name, std::span<const double* const> inputs,
                    std::span<const double> params) const;
  // Of a call that is not known.
  const Known& add(std::string_view name, std::span<const double* const> inputs,
                   std::span<const double> params, Known known);
  bool holds(const double* column) const;
  std::size_t bytes() const { return bytes_; }  // of the columns
  void clear();

 private:
  struct Call {
    std::uint64_t hash;
    std::string name;
    std::vector<const double*> inputs;
    std::vector<double> params;
    Known known;
  };

  void grow();

  std::deque<Call> calls_;
  std::vector<const Call*> slots_;  // by hash, the next free one; at least half of them are null
  std::vector<const double*> held_;
  std::size_t bytes_ = 0;
};

}  // namespace stratgen
