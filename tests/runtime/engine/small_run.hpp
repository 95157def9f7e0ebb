// Runs one of the small strategies of these tests on a few bars.
#pragma once

#include "runtime/engine/backtest.hpp"
#include "tests/runtime/engine/probe.hpp"

#include <initializer_list>
#include <vector>

namespace small_run {

struct Bar {
  double open, high, low, close;
};

// Daily bars from Monday, 1 January 2024; the volume of bar i is 100 + i.
stratgen::Bars bars(std::initializer_list<Bar> list);
// Bars without a range: open, high, low and close are the same.
stratgen::Bars flat_bars(std::initializer_list<double> closes);

struct Outcome {
  stratgen::Result<stratgen::Report> report;
  std::vector<double> notes;  // what the strategy noted

  std::string error() const { return report ? "" : report.error().message; }
};

Outcome run(const probe::NamedStrategy* strategy, const stratgen::Bars& bars,
            const stratgen::RunOptions& options = {}, const stratgen::AssetSource& source = {},
            const std::vector<stratgen::ParamSetting>& settings = {});

}  // namespace small_run
