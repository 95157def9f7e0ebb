// One strategy, one set of parameters, one data set: a Report.
#pragma once

#include "runtime/engine/data_set.hpp"
#include "runtime/engine/param.hpp"
#include "runtime/engine/program.hpp"
#include "runtime/engine/report.hpp"
#include "runtime/engine/run.hpp"

#include <span>
#include <vector>

namespace stratgen {

// What the strategy declares, in its order.
Result<std::vector<ParamDeclaration>> declared_params(const Program& program, const DataSet& data);

// `values` are those of resolve_params(). Safe to call from many threads on one DataSet, each with
// a memory of its own.
Result<Report> run_backtest(const Program& program, const DataSet& data,
                            std::span<const ParamDeclaration> declared,
                            std::span<const double> values, const RunOptions& options,
                            RunMemory& memory);
Result<Report> run_backtest(const Program& program, const DataSet& data,
                            std::span<const ParamDeclaration> declared,
                            std::span<const double> values, const RunOptions& options);

// The returns by which a report is annualised: of period_returns() in statistics_returns.hpp.
std::vector<double> returns_of(const Report& report, const DataSet& data,
                               const RunOptions& options);

}  // namespace stratgen
