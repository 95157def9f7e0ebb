// ParamSpace: the grid of parameter values that a sweep covers. It is enumerated, never stored.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/engine/param.hpp"
#include "runtime/sweep/param_axis.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace stratgen {

class Constraint;

// A cell is a number below size(); its values are the digits of that number, the last axis being
// the lowest digit. Axes are in the order of the declarations. Parameters without an axis keep
// their value.
class ParamSpace {
 public:
  // `axes` are texts as parse_axis() takes them; one that gives a single value fixes the parameter
  // and makes no axis. Without any text, all parameters that declare a range are swept over it.
  // Each of `constraints` is an expression over parameter names, "fast < slow", and a cell has to
  // fulfil all of them. What is wrong is an Error with Fault::Usage that names the strategy, the
  // parameter and what is allowed.
  static Result<ParamSpace> create(const std::string& strategy,
                                   std::span<const ParamDeclaration> declared,
                                   std::span<const std::string> axes,
                                   std::span<const std::string> constraints = {});
  ParamSpace(ParamSpace&&) noexcept;
  ParamSpace& operator=(ParamSpace&&) noexcept;
  ~ParamSpace();

  // Cells, those that the constraints exclude included; at most 2^63.
  std::uint64_t size() const { return size_; }
  std::span<const ParamAxis> axes() const { return axes_; }
  std::span<const ParamDeclaration> declared() const { return declared_; }

  // One value for each declaration, in their order.
  void values(std::uint64_t cell, std::span<double> out) const;
  std::vector<double> values(std::uint64_t cell) const;
  // Whether the constraints admit these values. Safe to call from many threads.
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
