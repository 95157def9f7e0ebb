// What a sweep runs: every strategy on every market, each combination with a space of its own.
#pragma once

#include "compiler/load/loader.hpp"
#include "runtime/sweep/param_space.hpp"
#include "runtime/sweep/sweep_blocks.hpp"
#include "runtime/sweep/sweep_store.hpp"
#include "tools/cli/context.hpp"
#include "tools/cli/sweep_flags.hpp"

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace stratgen {

// The addresses of its parts are stable.
struct SweptPart {
  SweepPart about;
  const Program* program = nullptr;
  std::shared_ptr<const DataSet> data;
  RunOptions options;
  Bars covered;  // those that reports are about
  std::unique_ptr<const ParamSpace> space;
  SweepBlocks blocks;

  std::uint64_t cells() const { return space->size(); }
};

struct SweepInput {
  std::unique_ptr<Loader> loader;  // outlives what it loaded
  std::vector<std::unique_ptr<LoadedStrategy>> strategies;
  std::vector<std::unique_ptr<SweptPart>> parts;
  SweepIdentity identity;
  std::vector<std::string> notes;  // what stands in for what

  std::uint64_t cells() const;  // of all parts and shards, those excluded by constraints included
  // By a cell's number in the whole sweep.
  std::size_t part_of(std::uint64_t cell) const;
  std::vector<double> values_of(std::uint64_t cell) const;
};

// Everything that can be wrong with strategies, bars and parameters is found here, before a cell
// runs. Drawing cells can be interrupted.
Result<SweepInput> read_sweep_input(Context& context, const SweepFlags& flags,
                                    const SweepSettings& settings,
                                    const std::atomic<bool>& interrupted);

}  // namespace stratgen
