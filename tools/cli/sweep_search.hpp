// Searches in place of a sweep: the cells of a part that a method proposes, batch by batch.
#pragma once

#include "runtime/sweep/search.hpp"
#include "runtime/sweep/sweep.hpp"
#include "tools/cli/sweep_parts.hpp"

#include <cstdint>
#include <unordered_map>

namespace stratgen {

// What a file has of a part from an earlier run, by the part's own cells.
using KnownCells = std::unordered_map<std::uint64_t, Cell>;

// Hands each batch to `sink` as a block, numbered in their order. A search depends on nothing but
// its results, so one that was interrupted goes through its batches again: what is known is not run
// again, and blocks that `skip` names are not handed on. False after an interruption.
Result<bool> search_part(const SweptPart& part, const SearchOptions& search,
                         const SweepOptions& options, const KnownCells& known,
                         const std::function<bool(std::uint64_t block)>& skip,
                         const BlockSink& sink, SweepProgress& progress);

}  // namespace stratgen
