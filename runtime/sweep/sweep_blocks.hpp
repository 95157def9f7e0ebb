// SweepBlocks: which cells of a space a sweep runs, in numbered blocks.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/sweep/param_space.hpp"
#include "runtime/sweep/tiled_order.hpp"

#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

namespace stratgen {

struct SweepPlan {
  std::optional<std::uint64_t> max_tries = {};  // so many admitted cells, drawn without replacement
  std::uint64_t seed = 0;                       // of the draw
  std::uint32_t block_cells = 0;                // 0: 4,096, or fewer so that all threads have work
  std::uint32_t shard = 1, shards = 1;          // this part of the blocks: 1 of 1 is all
};

// A function of space and plan alone: the same blocks on every machine and for any number of
// threads. Blocks follow the TiledOrder of the space, which outlives them.
class SweepBlocks {
 public:
  // A shard that is not among the shards is an Error with Fault::Usage; drawing can be interrupted.
  static Result<SweepBlocks> create(const ParamSpace& space, const SweepPlan& plan,
                                    const std::atomic<bool>& interrupted);

  const ParamSpace& space() const { return *space_; }
  std::uint64_t cells() const { return cells_; }  // of all shards, admitted or not
  std::uint64_t count() const { return (cells_ + block_cells_ - 1) / block_cells_; }
  std::uint32_t block_cells() const { return block_cells_; }
  bool drawn() const { return drawn_.has_value(); }

  // The blocks of this shard: every so manieth.
  std::uint64_t count_of_shard() const {
    return (count() + plan_.shards - plan_.shard) / plan_.shards;
  }
  std::uint64_t block_of_shard(std::uint64_t i) const { return i * plan_.shards + plan_.shard - 1; }
  std::uint64_t cells_of_shard() const;

  // Puts the cells of a block into `out`, admitted or not.
  void cells_of(std::uint64_t block, std::vector<std::uint64_t>& out) const;

 private:
  SweepBlocks(const ParamSpace& space, const SweepPlan& plan);

  const ParamSpace* space_;
  SweepPlan plan_;
  TiledOrder order_;
  std::optional<std::vector<std::uint64_t>> drawn_;
  std::uint64_t cells_ = 0;
  std::uint32_t block_cells_ = 1;
};

}  // namespace stratgen
