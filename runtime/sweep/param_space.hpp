// ParamSpace: the grid of parameter values that a sweep covers. It is enumerated, never stored.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/engine/param.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace stratgen {

// One swept parameter: either the values first, first + step, ... or those of a list.
struct ParamAxis {
  std::size_t param = 0;  // its place among the declarations
  double first = 0, step = 0;
  std::uint64_t count = 0;
  std::vector<double> list;  // where there is one, in the order given

  double value(std::uint64_t i) const {
    return list.empty() ? first + static_cast<double>(i) * step : list[static_cast<std::size_t>(i)];
  }
};

class Constraint;

// A cell is a number below size(); its values are the digits of that number, the last axis being
// the lowest digit. Parameters without an axis keep their setting or default.
class ParamSpace {
 public:
  // `axes` are texts "name=min:max:step" or "name=a,b,c" ("true,false" for a bool); a single value
  // fixes the parameter. `constraint` is an expression over parameter names, "fast < slow", or
  // empty. What is wrong is an Error with Fault::Usage that names the strategy, the parameter and
  // what is allowed.
  static Result<ParamSpace> create(const std::string& strategy,
                                   std::span<const ParamDeclaration> declared,
                                   std::span<const std::string> axes,
                                   const std::string& constraint);
  ParamSpace(ParamSpace&&) noexcept;
  ParamSpace& operator=(ParamSpace&&) noexcept;
  ~ParamSpace();

  std::uint64_t size() const {
    return size_;
  }  // cells, those that the constraint excludes included
  std::span<const ParamAxis> axes() const { return axes_; }
  std::span<const ParamDeclaration> declared() const { return declared_; }
  // One value for each declaration, in their order.
  void values(std::uint64_t cell, std::span<double> out) const;
  // Whether the constraint admits these values. Safe to call from many threads.
  bool admits(std::span<const double> values) const;
  bool constrained() const { return constraint_ != nullptr; }

 private:
  ParamSpace();

  std::vector<ParamDeclaration> declared_;
  std::vector<double> fixed_;
  std::vector<ParamAxis> axes_;
  std::uint64_t size_ = 1;
  std::unique_ptr<const Constraint> constraint_;
};

}  // namespace stratgen
