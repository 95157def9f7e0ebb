// ParetoFront: the cells that no other cell dominates.
#pragma once

#include "runtime/sweep/metric.hpp"
#include "runtime/sweep/sweep.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace stratgen {

// One result dominates another if it is nowhere worse and somewhere better. Of results that are
// equal in all objectives the lowest cell stands for all. Cells that did not complete, or lack one
// of the metrics, are left out. The same whatever the order in which cells were added.
class ParetoFront {
 public:
  explicit ParetoFront(std::span<const Metric> objectives);

  void add(const CellResult& result);
  void add(const ParetoFront& other);
  std::vector<CellResult> cells() const;  // by cell

 private:
  struct Member {
    CellResult result;
    std::vector<double> scores;
  };
  void add(const CellResult& result, std::span<const double> scores);

  std::vector<Metric> objectives_;
  std::vector<Member> members_;  // those that dominated of late come first
  std::vector<double> scores_;
};

}  // namespace stratgen
