// A source, instrumented and run.
#pragma once

#include "compiler/inspect/instrument.hpp"
#include "runtime/engine/backtest.hpp"
#include "runtime/engine/data_set.hpp"
#include "runtime/engine/trace.hpp"

#include <string_view>

struct TracedRun {
  stratgen::InstrumentedSource source;
  stratgen::Trace trace;
  stratgen::Result<stratgen::Report> report;
};

// Observes bars `from` to `to`. Parameters have their defaults.
TracedRun run_traced(std::string_view source, const stratgen::DataSet& data,
                     const stratgen::RunOptions& options, int from, int to);

// The same without any of it.
stratgen::Result<stratgen::Report> run_plain(std::string_view source, const stratgen::DataSet& data,
                                             const stratgen::RunOptions& options);
