// What tests of sweeps share: bars that wander, and spaces and blocks without ceremony.
#pragma once

#include "runtime/engine/data_set.hpp"
#include "runtime/sweep/sweep.hpp"
#include "tests/runtime/sweep/sweep_strategies.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace sweep_support {

inline const stratgen::Program cross{"Cross", sweep_strategies::cross};
inline const stratgen::Program idle{"Idle", sweep_strategies::idle};
inline const stratgen::Program ends{"Ends", sweep_strategies::ends};

// Daily bars whose closes are a seeded random walk between about 50 and 200.
stratgen::Bars wandering_bars(std::size_t count, std::uint64_t seed = 1);

// The space of a strategy that declares `declared`; fails the test where there is an error.
stratgen::ParamSpace space_of(const stratgen::Program& program, const stratgen::DataSet& data,
                              const std::vector<std::string>& axes,
                              const std::vector<std::string>& constraints = {});
stratgen::SweepBlocks blocks_of(const stratgen::ParamSpace& space,
                                const stratgen::SweepPlan& plan = {});

// All results of a sweep, by cell.
std::vector<stratgen::CellResult> results_of(const stratgen::Program& program,
                                             const stratgen::DataSet& data,
                                             const stratgen::SweepBlocks& blocks,
                                             const stratgen::SweepOptions& options = {});

// The bits of ending and statistics, to compare NaN with NaN.
std::vector<std::uint64_t> bits_of(const stratgen::Cell& cell);

}  // namespace sweep_support
