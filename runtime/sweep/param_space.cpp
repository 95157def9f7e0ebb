#include "runtime/sweep/param_space.hpp"

#include "runtime/sweep/constraint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace stratgen {
namespace {

constexpr std::uint64_t most_cells = std::uint64_t{1} << 63;

Result<std::vector<ParamAxis>> parse_axes(const std::string& strategy,
                                          std::span<const ParamDeclaration> declared,
                                          std::span<const std::string> texts) {
  std::vector<ParamAxis> axes;
  for (const std::string& text : texts) {
    STRATGEN_TRY(ParamAxis axis, parse_axis(strategy, declared, text));
    if (std::ranges::find(axes, axis.param, &ParamAxis::param) != axes.end()) {
      return fail(Fault::Usage, fmt::format("{}: parameter {} is given twice", strategy,
                                            declared[axis.param].name));
    }
    axes.push_back(std::move(axis));
  }
  std::ranges::sort(axes, {}, &ParamAxis::param);
  return axes;
}

Result<std::vector<ParamAxis>> declared_axes(const std::string& strategy,
                                             std::span<const ParamDeclaration> declared) {
  std::vector<ParamAxis> axes;
  for (std::size_t param = 0; param < declared.size(); ++param) {
    if (!declared[param].range) continue;
    STRATGEN_TRY(ParamAxis axis, declared_axis(strategy, declared, param));
    axes.push_back(std::move(axis));
  }
  if (!axes.empty()) return axes;
  if (declared.empty())
    return fail(Fault::Usage, fmt::format("{} declares no parameter to sweep over", strategy));
  return fail(Fault::Usage,
              fmt::format("none of {}'s parameters declares a range to sweep over; give one with "
                          "--param {}=min:max:step",
                          strategy, declared.front().name));
}

}  // namespace

ParamSpace::ParamSpace() = default;
ParamSpace::ParamSpace(ParamSpace&&) noexcept = default;
ParamSpace& ParamSpace::operator=(ParamSpace&&) noexcept = default;
ParamSpace::~ParamSpace() = default;

Result<ParamSpace> ParamSpace::create(const std::string& strategy,
                                      std::span<const ParamDeclaration> declared,
                                      std::span<const std::string> axes,
                                      std::span<const std::string> constraints) {
  ParamSpace space;
  space.declared_.assign(declared.begin(), declared.end());
  for (const ParamDeclaration& declaration : declared) space.fixed_.push_back(declaration.value);
  STRATGEN_TRY(std::vector<ParamAxis> given, axes.empty() ? declared_axes(strategy, declared)
                                                          : parse_axes(strategy, declared, axes));
  for (ParamAxis& axis : given) {
    if (axis.count == 1) {
      space.fixed_[axis.param] = axis.value(0);
      continue;
    }
    if (__builtin_mul_overflow(space.size_, axis.count, &space.size_) || space.size_ > most_cells) {
      return fail(Fault::Usage, fmt::format("{}: the grid has more than 2^63 cells; take wider "
                                            "steps or fewer parameters",
                                            strategy));
    }
    space.axes_.push_back(std::move(axis));
  }
  if (!constraints.empty()) {
    STRATGEN_TRY(space.constraint_,
                 Constraint::create(strategy, declared, space.fixed_, constraints));
  }
  return space;
}

void ParamSpace::values(std::uint64_t cell, std::span<double> out) const {
  std::ranges::copy(fixed_, out.begin());
  for (std::size_t k = axes_.size(); k-- > 0;) {
    const ParamAxis& axis = axes_[k];
    out[axis.param] = axis.value(cell % axis.count);
    cell /= axis.count;
  }
}

std::vector<double> ParamSpace::values(std::uint64_t cell) const {
  std::vector<double> out(declared_.size());
  values(cell, out);
  return out;
}

bool ParamSpace::admits(std::span<const double> values) const {
  return !constraint_ || constraint_->admits(values);
}

}  // namespace stratgen
