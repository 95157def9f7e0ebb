// Does a strategy's past depend on its future? What a run did up to a bar must not change when the
// bars after it are cut off. The contract cannot name the future; this is the proof by trial.
#pragma once

#include "runtime/engine/backtest.hpp"

#include <optional>
#include <span>
#include <string>

namespace stratgen {

// What differs and from when on; nothing if the run is causal, or too short to tell. `report` is
// that of all of `data` with `values` and `options`, and `assets` what `data` was made with.
std::optional<std::string> looks_ahead(const Program& program, const DataSet& data,
                                       const AssetSource& assets,
                                       std::span<const ParamDeclaration> declared,
                                       std::span<const double> values, const RunOptions& options,
                                       const Report& report);

}  // namespace stratgen
