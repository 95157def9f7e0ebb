// Indicator memo: what one thread knows of a data set's indicators, found again without a lock, an
// allocation or a look at the columns.
#pragma once

#include "runtime/indicator/cache.hpp"

#include <array>
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

struct IndicatorCall {
  std::string_view name;
  std::span<const double* const> inputs;
  std::span<const double> params;
};

// Holds on to every column that it was given, whatever the cache does, until clear(). A call is
// known by the function, its parameters and the addresses of its inputs; so inputs have to be the
// data set's own columns, or held here.
class IndicatorMemo {
 public:
  struct Known {
    Known(IndicatorCache::Columns all, int first, std::size_t units);

    std::size_t count = 0;  // of outputs
    std::size_t work;       // in units of fuel
    int warmup;             // of all of them
    std::array<const double*, 8> outputs{};
    IndicatorCache::Columns columns;  // the same
  };

  // Null if the call is not known; valid until clear(). `nth` is its number in its run: the next
  // run's is often the same one, or the one that came next before.
  const Known* find(const IndicatorCall& call, std::size_t nth);
  // Of a call that is not known.
  const Known& add(const IndicatorCall& call, Known known);
  bool holds(const double* column) const;
  std::size_t bytes() const { return bytes_; }  // of the columns
  void clear();

 private:
  // What a look at it needs lies together: for most calls that is the first line of the cache.
  struct alignas(64) Call {
    std::string name;
    std::uint32_t input_count, param_count;
    Call* next = nullptr;                   // what was found after it
    std::array<std::uint64_t, 16> words{};  // addresses of the inputs, then bits of the parameters
    Known known;

    Call(const IndicatorCall& call, Known all);
    bool operator==(const IndicatorCall& call) const;
  };
  struct Slot {
    std::uint64_t hash = 0;
    Call* call = nullptr;  // null: it is free
  };

  Call* look_up(const IndicatorCall& call) const;
  void grow();
  void put(std::uint64_t hash, Call& call);

  std::array<Call*, 8> found_{};  // last, by the number in a run
  std::deque<Call> calls_;
  std::vector<Slot> slots_;  // by hash, the next free one; at least half of them are free
  std::vector<const double*> held_;
  std::size_t bytes_ = 0;
};

}  // namespace stratgen
