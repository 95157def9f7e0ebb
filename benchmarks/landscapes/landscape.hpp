// Landscape: a full grid that was swept once and written down, so that searches can be judged by
// what there was to find. A file NAME.csv holds comment lines, which say how it was made, and a
// line for each cell: its number, Sharpe ratio and maximum drawdown, to six digits. Both are empty
// where the strategy rejected its parameters, the Sharpe ratio where there was none.
#pragma once

#include "runtime/sweep/sweep.hpp"

#include <span>
#include <string>
#include <vector>

namespace stratgen {

struct LandscapeSource {
  std::string name;
  std::string strategy;  // below generated/
  std::string symbol;    // of the sample
  std::vector<std::string> axes;
};
std::span<const LandscapeSource> landscape_sources();

struct Landscape {
  std::string name;
  ParamSpace space;
  std::vector<CellResult> cells;  // of the whole space, by cell
};

Result<Landscape> load_landscape(const LandscapeSource& source);

// A line of the file: "812,0.512346,-12.3457".
std::string landscape_line(const CellResult& result);
std::string landscape_path(const LandscapeSource& source);

}  // namespace stratgen
