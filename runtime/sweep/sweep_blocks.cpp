#include "runtime/sweep/sweep_blocks.hpp"

#include "runtime/sweep/sampling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <utility>

namespace stratgen {
namespace {

constexpr std::uint64_t most_cells_of_block = 4096;
constexpr std::uint64_t least_blocks = 256;

std::uint32_t choose_block_cells(std::uint64_t cells) {
  const std::uint64_t share = std::max<std::uint64_t>(1, cells / least_blocks);
  return static_cast<std::uint32_t>(std::min(most_cells_of_block, std::bit_floor(share)));
}

}  // namespace

SweepBlocks::SweepBlocks(const ParamSpace& space, const SweepPlan& plan)
    : space_(&space), plan_(plan), order_(space.axes()) {}

Result<SweepBlocks> SweepBlocks::create(const ParamSpace& space, const SweepPlan& plan,
                                        const std::atomic<bool>& interrupted) {
  if (plan.shard < 1 || plan.shard > plan.shards) {
    return fail(Fault::Usage,
                fmt::format("there is no shard {} of {}; write one of 1/{} to {}/{}", plan.shard,
                            plan.shards, plan.shards, plan.shards, plan.shards));
  }
  SweepBlocks blocks(space, plan);
  if (plan.max_tries) {
    STRATGEN_TRY(blocks.drawn_, draw_cells(space, *plan.max_tries, plan.seed, interrupted));
  }
  if (blocks.drawn_) {
    std::vector<std::uint64_t>& cells = *blocks.drawn_;
    for (std::uint64_t& cell : cells) cell = blocks.order_.position(cell);
    std::ranges::sort(cells);
    for (std::uint64_t& cell : cells) cell = blocks.order_.cell(cell);
  }
  blocks.cells_ = blocks.drawn_ ? blocks.drawn_->size() : space.size();
  blocks.block_cells_ =
      plan.block_cells != 0 ? plan.block_cells : choose_block_cells(blocks.cells_);
  return blocks;
}

std::uint64_t SweepBlocks::cells_of_shard() const {
  const std::uint64_t mine = count_of_shard();
  if (mine == 0) return 0;
  const bool has_last = block_of_shard(mine - 1) == count() - 1;
  const std::uint64_t missing = has_last ? count() * block_cells_ - cells_ : 0;
  return mine * block_cells_ - missing;
}

void SweepBlocks::cells_of(std::uint64_t block, std::vector<std::uint64_t>& out) const {
  const std::uint64_t begin = block * block_cells_;
  const std::uint64_t end = std::min(cells_, begin + block_cells_);
  out.clear();
  if (!drawn_) return order_.append_cells(begin, end, out);
  const auto at = [&](std::uint64_t i) { return drawn_->begin() + static_cast<std::ptrdiff_t>(i); };
  out.insert(out.end(), at(begin), at(end));
}

}  // namespace stratgen
