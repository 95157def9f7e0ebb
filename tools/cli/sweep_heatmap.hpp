// SweepHeatmap: the metric over the first two swept parameters, the best over all others.
#pragma once

#include "runtime/sweep/metric.hpp"
#include "runtime/sweep/param_space.hpp"
#include "runtime/sweep/sweep.hpp"
#include "tools/cli/console.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace stratgen {

// Where there are more values than fields, neighbours share one. The same whatever the order in
// which cells were added.
class SweepHeatmap {
 public:
  // Empty for a space of fewer than two axes.
  SweepHeatmap(const ParamSpace& space, const Metric& metric);

  void add(std::span<const CellResult> cells);

  // {"rows": {"name", "values"}, "columns": {...}, "best": [[...]]}: a value is the first of those
  // that share a field; null where no cell completed. Null if there are fewer than two axes.
  nlohmann::ordered_json json() const;

 private:
  struct Axis {
    std::string name;
    std::vector<std::string> values;  // the first of each field
    std::uint64_t count = 1, below = 1;
    std::size_t fields = 1;

    std::size_t field_of(std::uint64_t cell) const;
  };
  Axis axis_of(const ParamSpace& space, std::size_t axis, std::size_t most) const;

  Metric metric_;
  Axis rows_, columns_;
  std::vector<double> best_;  // scores; NaN where there is none
};

// Coloured where there is colour, else in shades of characters.
std::string heatmap_text(const Console& console, const nlohmann::ordered_json& heatmap,
                         const std::string& metric);

}  // namespace stratgen
